"""Every kind of file, from the command line and from Python: whole or not at all."""

import csv
import json
import stat
from io import BytesIO
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

import gan1d
from gan1d.__main__ import main
from gan1d.export import files, film, job, kinds
from gan1d.frames.recording import FIELDS
from gan1d.saved import Saved, read_run
from gan1d.settings import Settings, SettingsError

SMALL = ["--data=claw", "--steps=20", "--width-d=8", "--width-g=4"]


@pytest.fixture(scope="module")
def run() -> gan1d.Run:
    return gan1d.train("claw", steps=20, width_d=8, width_g=4, events=[gan1d.Event(5, "d")])


def test_the_command_writes_every_kind_that_is_asked_for(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(film, "GIF_RATE", 0.5)
    heads = {
        "script": b'"""A GAN', "numpy": b'"""A GAN', "json": b'{"gan1d": 1', "csv": b"# python -m",
        "html": b"<!doctype html>", "gif": b"GIF89a", "svg": b"<?xml", "png": b"\x89PNG",
        "pdf": b"%PDF", "parquet": b"PAR1",
    }  # fmt: skip
    assert heads.keys() | {"mp4"} == kinds.KINDS.keys()  # tried with the films
    files = {name: tmp_path / f"{name}{kinds.KINDS[name].suffixes[0].upper()}" for name in heads}
    assert main(["export", *SMALL, *(f"--{name}={file}" for name, file in files.items())]) == 0
    assert {name: files[name].read_bytes()[: len(head)] for name, head in heads.items()} == heads
    assert len(list(tmp_path.iterdir())) == len(heads)


def test_a_file_of_a_run_opens_as_that_run(run) -> None:
    saved = read_run(kinds.make("json", run))
    assert (saved.settings, saved.events) == (run.settings, run.events)


def test_it_goes_up_to_a_frame_and_a_job_tells_every_percent_once(run) -> None:
    order = run.settings, [*run.events, gan1d.Event(9, "k", 2)]
    rows = kinds.make("csv", order, at=8).decode().splitlines()
    assert rows[0].endswith("--events=5:d  # to step 7") and len(rows) == 3 + 9
    assert read_run(kinds.make("json", order, at=8)) == (*order, 8)
    content, step = job.work(lambda _: None, "csv", Saved(*order, 8))
    assert content.decode().splitlines() == rows and step == 7
    heard: list[float] = []
    content, step = job.work(heard.append, "csv", Saved(run.settings.replace(steps=150), []))
    assert step == 150 and b"# to step" not in content
    assert [int(100 * share) for share in heard] == list(range(51))  # the table takes no time


def test_a_file_is_named_for_its_run() -> None:
    own = Settings(data="mixture:1,0,1", seed=5)
    assert kinds.file_name("html", own, 600) == "gan1d-mixture-seed5-600.html"
    assert kinds.file_name("script", own) == "gan1d-mixture-seed5.py"
    assert kinds.file_name("numpy", own) == "gan1d-mixture-seed5-numpy.py"


def test_a_table_has_a_row_for_every_frame_and_units(run) -> None:
    text = kinds.make("csv", run).decode().splitlines()
    assert (
        text[0]
        == "# python -m gan1d train --data=claw --steps=20 --width-d=8 --width-g=4 --events=5:d"
    )
    assert "w1 in units of x" in text[1] and "jsd64 in nats" in text[1]
    rows = list(csv.DictReader(text[2:]))
    assert list(rows[0]) == ["step", "half", "health", *FIELDS] and len(rows) == 22
    assert [row["half"] for row in rows].count("1") == 1 and rows[0]["loss_d"] == ""
    table = pq.read_table(BytesIO(kinds.make("parquet", run)))
    assert table.schema.field("w1").metadata == {b"unit": b"units of x"}
    assert json.loads(table.schema.metadata[b"settings"])["data"] == "claw"
    jsd = run.recording.history()["jsd64"]
    assert table["jsd64"].to_pylist() == pytest.approx(jsd.tolist(), abs=0)
    assert np.allclose([float(row["jsd64"]) for row in rows], jsd, rtol=1e-6)
    assert table["loss_d"].null_count == 1


@pytest.mark.parametrize(
    "words, why",
    [
        ([], "export = 'nothing' is not allowed; allowed: at least one of --html, --gif"),
        (["--csv=run.txt"], "csv = 'run.txt' is not allowed; allowed: a name that ends in .csv"),
        (["--csv=none/run.csv"], "csv = 'none/run.csv' is not allowed; allowed: a file that can"),
        (["--csv=."], "a name that ends in .csv"),
        (
            ["--script=a.py", "--events=3:d"],
            "events = '3:d' is not allowed; allowed: none for a script",
        ),
        (["--script=a.py", "--k=0"], "k = '0' is not allowed"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_trained(
    words, why, tmp_path, monkeypatch, capsys
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(kinds, "train", lambda *_, **__: pytest.fail("trained"))
    assert main(["export", *SMALL, *words]) == 2
    assert why in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_whoever_interrupts_it_finds_no_file(tmp_path: Path, monkeypatch) -> None:
    def interrupted(settings, events, progress, at):
        progress(1, 20)
        raise KeyboardInterrupt

    monkeypatch.setattr(kinds, "train", interrupted)
    out = tmp_path / "a.py", tmp_path / "b.csv"
    assert main(["export", *SMALL, f"--script={out[0]}", f"--csv={out[1]}"]) == 130
    assert list(tmp_path.iterdir()) == []


def test_a_report_may_end_the_work_and_hears_all_of_it(run) -> None:
    def stop(share: float) -> None:
        if share > 0.3:
            raise InterruptedError

    order = Settings(steps=20, width_d=8, width_g=4), []
    with pytest.raises(InterruptedError):
        kinds.make("csv", order, stop)
    heard: list[float] = []
    kinds.make_all(["csv", "parquet"], order, heard.append)
    assert heard == sorted(heard) and heard[0] > 0 and heard[-1] <= 1


def test_a_file_keeps_its_mode_and_a_failure_leaves_the_old_one(
    tmp_path: Path, monkeypatch
) -> None:
    out = tmp_path / "run.csv"
    out.write_text("old")
    out.chmod(0o640)
    files.write_whole("csv", out, b"new")
    assert (out.read_text(), stat.S_IMODE(out.stat().st_mode)) == ("new", 0o640)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(SettingsError, match="No space left"):
        files.write_whole("csv", out, b"newer")
    assert out.read_text() == "new" and len(list(tmp_path.iterdir())) == 1


def test_python_saves_by_the_name_s_ending(run, tmp_path: Path) -> None:
    run.save(tmp_path / "run.csv")
    assert (tmp_path / "run.csv").read_bytes() == kinds.make("csv", run)
    still = gan1d.train("claw", steps=1, width_d=8, width_g=4)
    still.save(tmp_path / "run.py")
    still.save(tmp_path / "run_np.py", by="numpy")
    assert "import torch" not in (tmp_path / "run_np.py").read_text()
    with pytest.raises(SettingsError, match=r"allowed: a name that ends in \.html, \.gif"):
        still.save("run.doc")
    with pytest.raises(SettingsError, match="by = 'jax' is not allowed; allowed: torch, numpy"):
        still.save("run.py", by="jax")
