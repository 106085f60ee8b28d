"""Own data and half steps survive each way to lose a run; what does not is said; files."""

import json
import os
import re
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import gan1d
from gan1d.links import Event
from gan1d.saved import Saved, read_run, write_run
from gan1d.settings import Settings

from .conftest import ROOT, Server, free_port, new_context, serving
from .stage import Stage
from .test_page import family
from .test_playing import MODEL, D, rows_of

NUMBERS = np.random.default_rng(7).normal([[-1.0], [2.5]], [[0.4], [0.7]], (2, 10_000)).ravel()
OWN = Settings(data=gan1d.from_samples(NUMBERS).spec, seed=3, width_d=32)
EVENTS = [Event(2 * (i // 10), "dg"[i % 2]) for i in range(500)] + [Event(102, "lr_d", 0.02)]
AT = 610  # frame: step 110
STATUS = "document.querySelector('.gan1d-status')?.dataset.kind"
GRACE = 1.0  # seconds
NOISE = ("WebSocket", "net::", "reaching server endpoint", "server is not responding", "Failed to")
NOISE += ("status of 400", "status of 413")
pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="processes are found in /proc"
)


class Line:
    """A network of one port that can be cut: what is open falls, what is new is refused."""

    def __init__(self, to: int) -> None:
        """Pass on what comes to another port."""
        self.to, self.on = to, True
        self._pairs: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                inner, _ = self._door.accept()
                try:
                    outer = socket.create_connection(("127.0.0.1", self.to)) if self.on else None
                except OSError:
                    outer = None
                if outer is None:
                    inner.close()
                    continue
                self._pairs += [inner, outer]
                threading.Thread(target=self._join, args=(inner, outer), daemon=True).start()

    def _join(self, inner: socket.socket, outer: socket.socket) -> None:
        with inner, outer:
            back = threading.Thread(target=self._pass_on, args=(outer, inner), daemon=True)
            back.start()
            self._pass_on(inner, outer)
            back.join()
            self._pairs = [end for end in self._pairs if end not in (inner, outer)]

    def _pass_on(self, here: socket.socket, there: socket.socket) -> None:
        with suppress(OSError):
            while data := here.recv(65536):
                there.sendall(data)
        for end in (here, there):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        """Let everything fall."""
        self.on = False
        for end in list(self._pairs):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        """Listen no longer."""
        self.cut()
        self._door.close()


class House:
    """A server of its own behind a line, which may be killed and started again on its port."""

    def __init__(self, log: Path) -> None:
        """Start it."""
        self.log, self.port = log, free_port()
        self.line = Line(self.port)
        self._stack = ExitStack()
        self.start()

    def start(self) -> None:
        """Start the server."""
        env = {"GAN1D_GRACE": str(GRACE)}
        self.server = self._stack.enter_context(serving(ROOT, self.log, self.port, **env))

    def kill(self) -> None:
        """Kill the server and all it has started."""
        for own, _ in list(family(self.server.pid)):
            os.kill(own, signal.SIGKILL)

    def end(self) -> None:
        """Stop everything."""
        self._stack.close()
        self.line.end()


def kill_trainers(server: Server) -> None:
    """Kill the processes of a server that train."""
    for own, _ in list(family(server.pid)):
        if "gan1d.server.worker" in Path(f"/proc/{own}/cmdline").read_text():
            os.kill(own, signal.SIGKILL)


@pytest.fixture(scope="module")
def house(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("keeping") / "log.txt")
    yield house
    house.end()


@pytest.fixture(scope="module")
def stage(browser: Any, house: House) -> Iterator[Stage]:
    """Open a run of 20,000 numbers and 500 half steps, from a file."""
    context = new_context(browser)
    stage = Stage(context.new_page(), f"http://127.0.0.1:{house.line.port}/").open("speed=30")
    stage.expected = NOISE
    choose(stage, write_run(OWN, EVENTS, AT))
    stage.wait(f"{STATUS} === 'there'")
    watch_the_way(stage)
    yield stage
    context.close()
    assert not stage.errors


def watch_the_way(stage: Stage) -> None:
    """Write down the lines of words on the way back."""
    stage.js(f"""() => {{
        window.told = [];
        const look = () => {{
          const line = document.querySelector(".gan1d-line").textContent;
          if ({STATUS} === "back" && line !== told.at(-1)) told.push(line);
          requestAnimationFrame(look);
        }};
        look();
    }}""")


def choose(stage: Stage, text: str) -> None:
    """Open a file."""
    file = {"name": "run.json", "mimeType": "application/json", "buffer": text.encode()}
    stage["run-file"].set_input_files(file)


@cache
def rows() -> np.ndarray:
    """Return the frames of the run, trained here."""
    return rows_of(OWN, EVENTS, AT + 200)


def saved(stage: Stage, button: str) -> Saved:
    """Return the run of the file that a button saves."""
    with stage.page.expect_download() as download:
        stage[button].dispatch_event("click")
    assert download.value.suggested_filename == "gan1d-samples-3.json"
    return read_run(Path(download.value.path()).read_bytes())


def check(stage: Stage, at: int) -> None:
    """See that a frame of the run is on the screen, bit for bit, and nothing is missing."""
    row = rows()[at]
    assert stage.step == int(row[0])
    assert np.array_equal(np.float32(stage.curve("model")), row[MODEL])
    assert np.array_equal(np.float32(stage.curve("d")), row[D])
    assert saved(stage, "save-run") == (OWN, EVENTS, at)


def back(stage: Stage) -> int:
    """Wait until the page says that the run is back; return the frame it names."""
    stage["notice"].filter(has_text="the same bits").wait_for(timeout=60_000)
    at = int(re.findall(r"again up to picture (\d+):", stage.notice)[0])
    stage.wait(f"!['back', 'offline'].includes({STATUS})").click("notice-close")
    lines = stage.js("told.splice(0)")
    assert lines and all(f"trained again, to picture {at}: " in line for line in lines)
    return at


def test_they_are_back_after_the_training_process_was_killed(house: House, stage: Stage):
    kill_trainers(house.server)
    assert back(stage) == AT and not stage.playing
    check(stage, AT)


def test_they_are_back_after_a_reload(stage: Stage):
    stage.page.reload()
    stage.wait(f"{STATUS} === 'there'")
    assert not stage.playing
    check(stage, AT)
    watch_the_way(stage)


def test_they_are_back_after_the_server_was_killed(house: House, stage: Stage):
    house.kill()
    stage.wait(f"{STATUS} === 'offline'")
    house.start()
    assert back(stage) == AT and not stage.playing
    check(stage, AT)


def test_they_are_back_after_a_long_time_without_network_and_play_on(house: House, stage: Stage):
    stage.play().wait("Number(stage.step) >= 120")
    house.line.cut()
    stage.wait(f"{STATUS} === 'offline'").page.wait_for_timeout(2000 * GRACE)
    house.line.on = True
    at = back(stage)
    assert at > AT
    stage.wait("stage.playing === 'true'").wait_step(int(rows()[at][0]) + 3).pause()
    stage.scrub(at)
    check(stage, at)


def test_what_the_server_does_not_take_is_said_and_can_be_saved(house: House, stage: Stage):
    here = stage.step
    stage.click("copy-link")["share-files"].filter(has_text="A file holds all of it").wait_for()
    stage["share-said"].filter(has_text="without your own data").wait_for()
    stage.page.keyboard.press("Escape")
    choose(stage, json.dumps({"gan1d": 1, "settings": {"k": 99}}))
    stage["notice"].filter(has_text="= 99 is not allowed").wait_for()
    assert (stage.link["seed"], stage.step) == ("3", here)
    refuse = {"type": "refused", "text": "no", "name": "bytes", "value": "9", "allowed": "8"}
    stage.page.route("**/gan1d/run", lambda route: route.fulfill(status=413, json=refuse))
    kill_trainers(house.server)
    stage["notice"].filter(has_text="without your own data").wait_for(timeout=60_000)
    assert saved(stage, "notice-act")[:2] == (OWN, EVENTS)
