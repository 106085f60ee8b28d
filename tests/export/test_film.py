"""Films and pictures: what is in them, what they are made of, and what ffmpeg is asked for."""

import os
import stat
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence

import gan1d
from gan1d.export import film, kinds, picture
from gan1d.settings import Settings, SettingsError

FFMPEG = """#!/usr/bin/env python3
import sys
words, data = sys.argv, sys.stdin.buffer.read()
width, height = map(int, words[words.index("-s") + 1].split("x"))
if len(data) % (3 * width * height) or {fails}:
    sys.exit("Unknown encoder")
open(words[-1], "wb").write(b"%d pictures" % (len(data) / (3 * width * height)))
"""


@pytest.fixture(scope="module")
def run() -> gan1d.Run:
    return gan1d.train("bimodal", steps=60, width_d=16, width_g=8)


@pytest.fixture(scope="module")
def short(run: gan1d.Run) -> gan1d.Run:
    return gan1d.train("bimodal", steps=8, loss="hinge", width_d=8, width_g=4)


@pytest.fixture
def ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def write(fails: bool = False) -> None:
        program = tmp_path / "ffmpeg"
        program.write_text(FFMPEG.format(fails=fails))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return write


def test_a_gif_is_small_shares_one_palette_and_ends_with_the_run(run, monkeypatch) -> None:
    monkeypatch.setattr(film, "GIF_RATE", 0.7)
    heard: list[float] = []
    content = kinds.make("gif", run, heard.append)
    image = Image.open(BytesIO(content))
    assert image.size == (640, 400) and image.info["loop"] == 0
    assert len(content) < 15_000 * image.n_frames
    pictures = [np.asarray(one.convert("RGB")) for one in ImageSequence.Iterator(image)]
    colours = np.reshape(film.palette().getpalette(), (-1, 3))
    allowed = colours @ [65536, 256, 1]
    assert len(allowed) <= 16
    for one in pictures:
        assert set(np.unique(one.astype(int) @ [65536, 256, 1])) <= set(allowed)
    (last,) = film.pictures(run, [60], lambda _: None)
    assert np.abs(pictures[-1].astype(int) - last).mean() < 2
    assert np.abs(pictures[0].astype(int) - last).mean() > 2
    assert heard == sorted(heard) and heard[0] > 0 and heard[-1] <= 1


def test_more_pictures_are_where_more_happens(run) -> None:
    moments = film.moments(run, film.GIF_RATE)
    assert (moments[0], moments[-1]) == (0, 60) and moments == sorted(moments)
    assert moments[len(moments) // 2] < 25


def test_the_picture_has_the_frame_s_curves_and_numbers(run) -> None:
    sheet = picture.Sheet(run)
    sheet.show(run.recording[30])
    frame = run.recording[30]
    np.testing.assert_array_equal(sheet.model.get_ydata(), frame.p_model)
    np.testing.assert_array_equal(sheet.d.get_ydata(), frame.d)
    heads = np.array([line[1, 0] for line in sheet.arrows.get_segments()])
    np.testing.assert_array_equal(heads, frame.ticks)
    said = " ".join(text.get_text() for text in [sheet.step, *sheet.texts])
    assert said.startswith("step 30 ") and f"{frame.metrics['jsd64']:.4f}" in said
    sheet.show(run.frame)
    assert f"{run.frame.metrics['w1']:.4f}" in sheet.texts[1].get_text()


def test_a_critic_s_scores_have_an_axis_of_their_own(short) -> None:
    sheet = picture.Sheet(short)
    low, high = sheet.right.get_ylim()
    assert low < np.quantile(short.frame.d, 0.1) and high > np.quantile(short.frame.d, 0.9)
    sheet.show(short.frame)
    assert sheet.texts[3].get_text().endswith("–")  # there is no D = 1/2


@pytest.mark.parametrize("kind, head", [("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_a_picture_for_print_is_the_same_file_every_time(short, kind, head) -> None:
    content = kinds.make(kind, short)
    assert content.startswith(head) and content == kinds.make(kind, short)


def test_an_mp4_needs_ffmpeg_and_is_what_that_writes(short, ffmpeg, monkeypatch) -> None:
    monkeypatch.setattr(film, "MP4_RATE", 0.5)
    monkeypatch.setattr(kinds.shutil, "which", lambda _: None)
    with pytest.raises(SettingsError, match="allowed: ffmpeg on the PATH; a .gif needs none"):
        kinds.KINDS["mp4"].check(Settings(), [])
    ffmpeg()
    assert kinds.make("mp4", short) == b"4 pictures"
    ffmpeg(fails=True)
    with pytest.raises(SettingsError, match="Unknown encoder"):
        kinds.make("mp4", short)


def test_a_film_that_is_cancelled_leaves_no_ffmpeg(short, ffmpeg, monkeypatch) -> None:
    started = []
    running = film.subprocess.Popen

    def noted(*args, **options):
        started.append(running(*args, **options))
        return started[-1]

    def cancel(share: float) -> None:
        raise InterruptedError

    ffmpeg()
    monkeypatch.setattr(film.subprocess, "Popen", noted)
    with pytest.raises(InterruptedError):
        kinds.make("mp4", short, cancel)
    assert started[0].returncode is not None
