"""The command line as a user meets it: in a process of its own, and its parts in this one."""

import json
import subprocess
import sys

import pytest

from gan1d.__main__ import Bar, main
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


def test_an_interruption_is_quiet(capsys, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("gan1d.__main__.train", interrupted)
    assert run(capsys, "train") == (130, "", "")
