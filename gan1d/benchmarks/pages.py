"""How many pages a server holds at once: pages without a browser play, and it is watched meanwhile.

The pages are opened by processes of their own, `raw_pages`, all at the same time; half a second
after the last one has its first picture the counting begins. Times are by the clock on the wall:
an idle machine is wanted. The look at the clock in those processes is measured, too: where they
starve, the numbers are theirs and not the server's, and the result is void.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryFile
from typing import Any, NamedTuple

from gan1d.benchmarks.processes import processors, pss, rates
from gan1d.benchmarks.raw_pages import FOLLOWS

Progress = Callable[[int, int], None]

IN_A_PROCESS = 125  # pages
SETTLE = 0.5  # seconds after the last first picture
ASK_EVERY = 0.1  # seconds between two questions about the server's health
PATIENCE = 60.0  # seconds for the app to start
WANTED_TICK, VOID_TICK = 33.0, 45.0  # ms
STEPS = 1_000_000  # so that no run ends while it is watched


class Load(NamedTuple):
    """What a number of pages saw, and what they cost; None where it cannot be measured.

    Attributes:
        pages: How many.
        same: True if all watch the same run.
        seconds: That were counted.
        shown_least: Frames a second that the worst page showed; 60 are wanted.
        shown_median: That the median page showed.
        fairness: Jain's index of the frames shown, (sum x)^2 / (n sum x^2): 1 if all have the same,
            1 / n if one has all.
        worst_stall: Longest time a page stood still, seconds.
        first_median: Median of the times from opening to the first picture, seconds.
        first_worst: Longest of them.
        health_ms: 99th percentile of the time an answer of /gan1d/health takes, ms.
        pss_mb: Memory of the server and its processes, each shared page counted once, MB.
        server_cores: Processor seconds a second of the server.
        training_cores: Those of the processes that train.
        steps: Trained in the seconds counted, of all runs.
        step_bytes: Of a frame on the wire.
        tick_ms: 95th percentile of the time between two looks of the pages at the clock; 33 ms are
            wanted.
        void: True if that is more than 45 ms: it is not the server that was measured.
        lag_ms: By how much one who followed the lecture was behind at most, ms; None without one.
    """

    pages: int
    same: bool
    seconds: float
    shown_least: float
    shown_median: float
    fairness: float
    worst_stall: float
    first_median: float
    first_worst: float
    health_ms: float
    pss_mb: float | None
    server_cores: float | None
    training_cores: float | None
    steps: int
    step_bytes: float
    tick_ms: float
    void: bool
    lag_ms: float | None = None


def pages(
    counts: Sequence[int],
    seconds: float,
    same: bool = False,
    url: str | None = None,
    progress: Progress | None = None,
    lecture: bool = False,
) -> list[Load]:
    """Return what is seen of each number of pages; a fresh app for each, unless one is named.

    Args:
        counts: Numbers of pages.
        seconds: To count each for.
        same: True if all open the same link; else each has a seed of its own.
        url: Address of an app that runs, such as "http://127.0.0.1:8501"; memory and processor are
            not measured then.
        progress: Called with (numbers done, all numbers).
        lecture: True if the first page holds a lecture and the others follow it; up to 125 pages.

    Raises:
        OSError: If the app does not start or answer, or a page gets no picture.
    """
    found = []
    for count in counts:
        with ExitStack() as stack:
            address, server = (url, None) if url else stack.enter_context(_app())
            found.append(_load(address, server, _queries(count, same, lecture), seconds))
        if progress:
            progress(len(found), len(counts))
    return found


@contextmanager
def _app() -> Iterator[tuple[str, int]]:
    """Start the app; yield its address and process, and end it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gan1d.benchmarks.app_alone", str(port)]
    with TemporaryFile() as log:
        app = _started(command, stdin=subprocess.PIPE, stdout=log, stderr=log)
        try:
            end = time.monotonic() + PATIENCE
            while not _answers(port):
                if app.poll() is not None or time.monotonic() > end:
                    log.seek(0)
                    said = log.read().decode(errors="replace").strip().splitlines()
                    raise OSError(f"the app did not start: {said[-1] if said else 'no word'}")
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}", app.pid
        finally:
            app.kill()
            with app:  # closes its stdin and waits
                pass


def _started(command: list[str], **pipes: Any) -> "subprocess.Popen[str]":
    # a session of its own: a Ctrl-C is for the benchmark, which ends what it started
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        command, text=True, start_new_session=True, env=os.environ | {"PYTHONPATH": path}, **pipes
    )


def _answers(port: int) -> bool:
    line = HTTPConnection("127.0.0.1", port, timeout=5)
    with closing(line), suppress(OSError, HTTPException):
        return bool(_health(line))
    return False


def _health(line: HTTPConnection) -> dict[str, Any]:
    line.request("GET", "/gan1d/health")
    answer = line.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise OSError(f"/gan1d/health answers with {answer.status}; allowed: 200")
    health: dict[str, Any] = json.loads(content)
    return health


def _check_there(line: HTTPConnection, url: str) -> None:
    try:
        _health(line)
    except (OSError, HTTPException, ValueError) as error:
        raise OSError(f"no app answers at {url}: {error}") from error
    line.close()  # the app would, before it is asked again


def _queries(count: int, same: bool, lecture: bool) -> list[str]:
    """Return what the pages are opened with."""
    seeds = [1 if same or lecture else 1 + i for i in range(count)]
    return [
        FOLLOWS if lecture and i else f"steps={STEPS}&seed={seed}" for i, seed in enumerate(seeds)
    ]


def _load(url: str, server: int | None, queries: Sequence[str], seconds: float) -> Load:
    count = len(queries)
    groups = [queries[i : i + IN_A_PROCESS] for i in range(0, count, IN_A_PROCESS)]
    with ExitStack() as stack:
        line = stack.enter_context(closing(HTTPConnection(url.removeprefix("http://"), timeout=30)))
        _check_there(line, url)
        clients = [stack.enter_context(_client(url, group)) for group in groups]
        first = [time for client in clients for time in _heard(client)["opened"]]
        time.sleep(SETTLE)
        steps, spent = -_health(line)["steps"], processors(server)
        begin = time.monotonic()
        _tell(clients, "go")
        latencies = _asked_for(seconds, line)
        _tell(clients, "stop")
        seconds = time.monotonic() - begin
        used = processors(server)
        steps += _health(line)["steps"]
        heard = [_heard(client) for client in clients]
        memory = None if server is None else pss(server)
    shown = [n / part["seconds"] for part in heard for n in part["shown"]]
    tick = 1e3 * max(_percentile(part["ticks"], 0.95) for part in heard)
    cores = rates(spent, used, seconds)
    return Load(
        pages=count,
        same=count > len(set(queries)),
        seconds=seconds,
        shown_least=min(shown),
        shown_median=median(shown),
        fairness=mean(shown) ** 2 / (mean(x * x for x in shown) or 1.0),
        worst_stall=max(stall for part in heard for stall in part["stalls"]),
        first_median=median(first),
        first_worst=max(first),
        health_ms=1e3 * _percentile(latencies, 0.99),
        pss_mb=memory,
        server_cores=cores[0],
        training_cores=cores[1],
        steps=steps,
        step_bytes=_total(heard, "bytes") / max(_total(heard, "steps"), 1),
        tick_ms=tick,
        void=tick > VOID_TICK,
        lag_ms=1e3 * max(heard[0]["lags"]) if FOLLOWS in queries else None,
    )


@contextmanager
def _client(url: str, queries: Sequence[str]) -> Iterator["subprocess.Popen[str]"]:
    address = url.replace("http", "ws", 1)
    command = [sys.executable, "-m", "gan1d.benchmarks.raw_pages", address, *queries]
    client = _started(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        yield client
    finally:
        client.kill()
        with suppress(OSError), client:  # closes the pipes and waits
            pass


def _tell(clients: Sequence["subprocess.Popen[str]"], word: str) -> None:
    for client in clients:
        assert client.stdin is not None
        print(word, file=client.stdin, flush=True)


def _heard(client: "subprocess.Popen[str]") -> dict[str, Any]:
    assert client.stdout is not None
    heard: dict[str, Any] = json.loads(client.stdout.readline() or '{"failed": "it has ended"}')
    if "failed" in heard:
        raise OSError(f"the pages could not be played: {heard['failed']}")
    return heard


def _asked_for(seconds: float, line: HTTPConnection) -> list[float]:
    """Ask for the server's health; return how long after it was due each answer came, seconds."""
    begin, late = time.monotonic(), list[float]()
    for i in range(max(1, round(seconds / ASK_EVERY))):
        due = begin + i * ASK_EVERY
        time.sleep(max(0.0, due - time.monotonic()))
        _health(line)
        late.append(time.monotonic() - due)
    time.sleep(max(0.0, begin + seconds - time.monotonic()))
    return late


def _total(heard: Sequence[dict[str, Any]], name: str) -> float:
    return float(sum(sum(part[name]) for part in heard))


def _percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def pages_table(loads: Sequence[Load]) -> str:
    """Return all of it as text."""

    def shown(number: float | None, form: str) -> str:
        return "-" if number is None else format(number, form)

    lines = ["shown: frames a second, the worst page and the median; fairness: Jain's index.", ""]
    lines += ["pages  shown        fair  stall  1st picture  health  memory  cores         steps"]
    lines += ["       least  med.           s  med.  worst   99% ms   MB PSS  server train"]
    for r in loads:
        lines += [
            f"{r.pages:5}  {r.shown_least:5.1f} {r.shown_median:5.1f} {r.fairness:6.3f}"
            f" {r.worst_stall:6.2f} {r.first_median:5.2f} {r.first_worst:6.2f}"
            f" {r.health_ms:8.1f} {shown(r.pss_mb, '8.0f'):>8}"
            f" {shown(r.server_cores, '6.2f'):>7} {shown(r.training_cores, '5.2f'):>5} {r.steps:6}"
        ]
    lines += [""]
    for r in loads:
        lines += [
            f"{r.pages} pages{' of the same run' if r.same else ''}, {r.seconds:.1f} s:"
            f" {r.step_bytes:.0f} bytes a step; tick {r.tick_ms:.0f} ms, {WANTED_TICK:.0f} wanted"
        ]
        if r.lag_ms is not None:
            lines += [f"  the others follow the first, {r.lag_ms:.0f} ms behind at most"]
        if r.void:
            lines += [
                f"  void: the pages themselves starved, over {VOID_TICK:.0f} ms:"
                " too many, or a busy machine"
            ]
    return "\n".join(lines)
