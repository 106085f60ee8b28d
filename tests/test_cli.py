"""The command line as a user meets it: in a process of its own, and its parts in this one."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE

import pytest

from gan1d.__main__ import main
from gan1d.benchmarks.terminal import Bar
from gan1d.settings import KNOBS, Settings

SMALL = ["--width-d=8", "--width_g=8", "--batch-d", "16", "--batch_g=16", "--steps=30"]


def command(*words):
    """Return (exit status, stdout, stderr) of `python -m gan1d`."""
    done = subprocess.run(
        [sys.executable, "-m", "gan1d", *words], capture_output=True, text=True, timeout=60
    )
    return done.returncode, done.stdout, done.stderr


def run(capsys, *words):
    """Return the same without a new process."""
    try:
        status = main(words)
    except SystemExit as exit_:
        status = exit_.code
    return status, *capsys.readouterr()


def test_one_object_of_json_and_nothing_else():
    status, out, err = command("train", "--data", "normal", "--seed", "3", *SMALL, "--json")
    assert (status, err) == (0, "") and out.count("\n") == 1
    result = json.loads(out)
    assert result["settings"]["data"] == "normal" and result["settings"]["width_d"] == 8
    assert result["step"] == 30 and result["health"] == "starting"
    assert result["stop"] == {"kind": "ended", "step": 30, "reason": ""}
    assert 0 <= result["jsd64"] <= result["jsd"] + 1e-9 and -2 < result["value"] < 0
    assert {
        "jsd",
        "jsd64",
        "tv",
        "w1",
        "value",
        "cost",
        "d_half_max",
        "d_half_mean",
    } < result.keys()
    assert Settings.from_json(result["settings"]).steps == 30


def test_a_run_ends_where_a_condition_is_met(capsys):
    status, out, err = run(capsys, "train", *SMALL, "--stop", "step:7", "--json")
    result = json.loads(out)
    assert (status, err) == (0, "") and (result["step"], result["stop"]) == (7, None)
    assert result["stopped"] == {"when": "step=7", "step": 7, "value": 7.0}
    status, out, _ = run(capsys, "train", *SMALL, "--stop=step=7")
    assert "stopped at step 7, the first with step=7" in out and '--stop="step=7"' in out
    status, out, _ = run(capsys, "train", *SMALL, "--json")
    assert json.loads(out)["stopped"] is None
    status, out, err = run(capsys, "train", *SMALL, "--stop", "jsd64<2")
    assert (status, out) == (2, "") and "stop = 'jsd64<2' is not allowed; allowed: d-half<" in err


def test_a_mistake_is_one_sentence_without_a_traceback():
    status, out, err = command("train", "--seed", "-1")
    assert (status, out) == (2, "")
    assert err == (
        "gan1d: seed = '-1' is not allowed; allowed: a whole number from 0 to 4294967295\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["train", "--data", "nonsense"], "data = 'nonsense' is not allowed"),
        (["train", "--loss", "l2"], "allowed: minimax, non-saturating"),
        (["train", "--lr-d", "abc"], "lr_d = 'abc' is not allowed"),
        (["train", "--k", "99"], "allowed: a whole number from 1 to 20"),
        (["train", "--recipe", "secret"], "allowed: default, longer, paper, tutorial"),
        (["train", "--events", "5:nothing"], "events = '5:nothing' is not allowed"),
        (["train", "--speed", "3"], "unrecognized arguments: --speed 3"),
        (["bench", "convergence", "--presets", "normal,x"], "presets = 'x' is not allowed"),
        (["bench", "convergence", "--seeds", "1..3"], "seeds = '1..3' is not allowed"),
        (["bench", "convergence", "--seeds", "5-3"], "seeds = '5-3' is not allowed"),
        (["bench", "convergence", "--processes", "0"], "processes = '0' is not allowed"),
        (["bench", "convergence", "--mixtures", "x"], "mixtures = 'x' is not allowed"),
        (["bench", "pages", "--pages", "10,501"], "pages = '501' is not allowed; allowed: a whole"),
        (["bench", "pages", "--pages", "0"], "a whole number from 1 to 500"),
        (["bench", "pages", "--seconds", "121"], "seconds = '121' is not allowed"),
        (["bench", "pages", "--seconds", "nan"], "a number from 1 to 120"),
        (["bench", "pages", "--url", "http://10.0.0.1:80"], "allowed: http://127.0.0.1:PORT"),
        (
            ["bench", "pages", "--url", "http://127.0.0.1:1", "--pages", "1"],
            "no app answers at",
        ),
        (["paint"], "invalid choice: 'paint'"),
        ([], "required: command"),
    ],
)
def test_bad_input_is_refused(capsys, words, said):
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "")
    assert said in err and err.count("\n") == 1


def test_a_diverged_run_is_a_result(capsys):
    diverging = ["--loss=wgan", "--optimiser=sgd", "--lr-d=10", "--lr-g=10", "--data=normal"]
    diverging += ["--activation-d=relu", "--activation-g=relu", "--init=plain"]
    status, out, _ = run(capsys, "train", *diverging, "--steps=60", "--json")
    result = json.loads(out, parse_constant=lambda name: pytest.fail(f"{name} in JSON"))
    assert status == 0 and result["health"] == "diverged" and result["stop"]["kind"] == "diverged"
    assert result["stop"]["step"] > result["step"] and result["value"] is None
    status, out, _ = run(capsys, "train", *diverging, "--steps=60")
    assert status == 0 and "diverged at step" in out and "none" in out


def test_the_report_gives_the_command_again(capsys):
    data = "mixture:0.3,-2.0,0.25;0.7,3.0,0.6"
    words = ["train", "--data", data, "--events", "3:d,5:lr_d=0.02", *SMALL]
    status, out, _ = run(capsys, *words)
    assert status == 0 and "ended at step 30" in out
    again = out.splitlines()[-1]
    assert f'"--data={Settings(data=data).data}"' in again
    assert "--width-d=8" in again and "--events=3:d,5:lr_d=0.02" in again


def test_recipes_and_every_knob_are_options(capsys):
    status, out, _ = run(capsys, "train", "--help")
    assert status == 0 and all(f"--{name.replace('_', '-')} " in out for name in KNOBS)
    words = ["--recipe", "paper", "--loss", "hinge", "--gamma-r2", "none", *SMALL, "--json"]
    status, out, _ = run(capsys, "train", *words)
    result = json.loads(out)
    assert result["settings"]["optimiser"] == "sgd" and result["settings"]["loss"] == "hinge"
    assert result["value"] is None and result["d_half_max"] is None


def test_the_bench_prints_tables_and_json(capsys):
    words = ["bench", "convergence", "--presets", "normal", "--seeds", "1,3-4", "--steps", "20"]
    status, out, err = run(capsys, *words, "--processes", "1", "--json")
    rows = json.loads(out)["convergence"]
    assert (status, err) == (0, "") and [row["seed"] for row in rows] == [1, 3, 4]
    assert run(capsys, "bench", "convergence", "--presets", "none")[:2] == (0, "\n")


def test_the_bar_shows_on_terminals_only(capsys, monkeypatch):
    Bar("steps")(1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    bar = Bar("steps")
    bar(1, 2)
    bar(2, 2)
    first, second = capsys.readouterr().err.split("\r")[1:]
    assert first == f"[{'#' * 20}{' ' * 20}] 1/2 steps" and second.endswith("2/2 steps\n")


def test_the_bar_says_how_much_time_is_left(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    times = iter([0.0, 0.5, 4.0, 8.0])
    monkeypatch.setattr("gan1d.benchmarks.terminal.monotonic", lambda: next(times))
    bar = Bar("runs")
    for done in (40, 41, 42, 100):  # 40 were there before
        bar(done, 100)
    _, first, later, end = capsys.readouterr().err.split("\r")
    assert first.endswith("40/100 runs") and later.endswith("42/100 runs, 0:01:56 left")
    assert end.startswith("[####") and end.rstrip().endswith("100/100 runs")
    assert len(end) == len(later) + 1


def test_an_interruption_is_quiet(capsys, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("gan1d.__main__.train", interrupted)
    assert run(capsys, "train") == (130, "", "")


def test_an_interruption_ends_a_bench_and_its_processes_at_once():
    words = [sys.executable, "-m", "gan1d", "bench", "convergence", "--processes", "2"]
    bench = subprocess.Popen(
        [*words, "--steps", "1000000"], stdout=PIPE, stderr=PIPE, text=True, start_new_session=True
    )
    try:
        while len(children := _children(bench.pid)) < 3:  # two that train, one of Python's own
            time.sleep(0.02)
        time.sleep(1.0)
        os.killpg(bench.pid, signal.SIGINT)  # as a terminal does it
        out, err = bench.communicate(timeout=60)
        assert (bench.returncode, out, err) == (130, "", "")
        while any(map(_is_alive, children)):
            time.sleep(0.02)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(bench.pid, signal.SIGKILL)


def _children(pid):
    """Return the processes that one has started."""
    return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def _is_alive(pid):
    with suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.mark.parametrize("words", [["train", *SMALL], ["train", *SMALL, "--json"]])
def test_output_that_cannot_be_written_is_a_sentence(words):
    with open("/dev/full", "w") as full:
        done = _command_into(full, *words)
    assert done.returncode == 2
    assert done.stderr == "gan1d: [Errno 28] No space left on device\n"


def test_a_pipe_that_is_closed_is_quiet():
    read, write = os.pipe()
    os.close(read)
    with open(write, "w") as nobody:
        done = _command_into(nobody, "train", *SMALL)
    assert (done.returncode, done.stderr) == (141, "")


def _command_into(out, *words):
    command = [sys.executable, "-m", "gan1d", *words]
    return subprocess.run(command, stdout=out, stderr=PIPE, text=True, timeout=60)


def test_a_command_without_any_output_is_one():
    command = f'"{sys.executable}" -m gan1d train {" ".join(SMALL)} >&-'
    done = subprocess.run(["sh", "-c", command], stderr=PIPE, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("seeds", "said"),
    [
        ("0-99999999999", "seed = '99999999999' is not allowed; allowed: a whole number from 0"),
        ("0-4294967295", "seeds = '0-4294967295' is not allowed; allowed: 10000 seeds at most"),
        ("0-9999,0", "10000 seeds at most"),
        ("9" * 5000, "is not allowed; allowed: a whole number from 0"),
    ],
)
def test_so_many_seeds_are_refused_before_they_are_counted(capsys, seeds, said):
    status, out, err = run(capsys, "bench", "convergence", "--seeds", seeds)
    assert (status, out) == (2, "") and said in err


@pytest.mark.parametrize("words", [["--k", "9" * 5000], ["--seed", "9" * 4000], ["--lr-d=1e999"]])
def test_numbers_of_thousands_of_digits_are_refused(capsys, words):
    status, _, err = run(capsys, "train", *words)
    assert status == 2 and "is not allowed; allowed: " in err


@pytest.mark.parametrize("out", ["no/such/folder/a.pdf", "{here}/locked.pdf", "{here}.pdf"])
def test_where_the_figure_cannot_be_written_nothing_is_trained(capsys, monkeypatch, tmp_path, out):
    (tmp_path / "here").mkdir()
    (tmp_path / "here.pdf").mkdir()
    (tmp_path / "here/locked.pdf").touch()
    monkeypatch.setattr("gan1d.figure1.moments.figure1", lambda *_: pytest.fail("trained"))
    monkeypatch.setattr("os.access", lambda path, _: "locked" not in str(path))
    name = out.format(here=tmp_path / "here")
    status, _, err = run(capsys, "figure1", "--out", name)
    assert status == 2 and f"out = {name!r} is not allowed; allowed: a file that can be" in err


@pytest.mark.parametrize("events", ["1000000000:d", "1000000000:k=3,1000000001:on"])
def test_an_event_beyond_the_end_never_happens(capsys, events):
    status, out, _ = run(capsys, "train", *SMALL, "--events", events, "--json")
    result = json.loads(out)
    assert (status, result["step"], result["events"]) == (0, 30, "")
    assert result["stop"] == {"kind": "ended", "step": 30, "reason": ""}


def test_an_event_beyond_the_end_happens_where_the_run_is_told_to_go_on(capsys):
    status, out, _ = run(capsys, "train", *SMALL, "--events", "30:on,40:d", "--json")
    result = json.loads(out)
    assert (status, result["step"], result["events"]) == (0, 40, "30:on,40:d")
