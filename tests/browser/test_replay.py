"""A run in one HTML file: opened from disk, without any network, it plays as on the page."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser

import gan1d
from gan1d.frames.recording import BASE, LAYOUT

from .conftest import new_context
from .stage import Stage

MOST = 1_500_000  # bytes for 600 steps; 3,000 take 2.5 million


@pytest.fixture(scope="module")
def run() -> gan1d.Run:
    events = [gan1d.Event(100, "d"), gan1d.Event(200, "lr_d", 0.02)]
    return gan1d.train("trimodal", seed=3, steps=600, events=events)


@pytest.fixture(scope="module")
def film(browser: Browser, run: gan1d.Run, tmp_path_factory) -> Iterator[Stage]:
    """Return the file's stage; no request may leave it and no error be reported."""
    path: Path = tmp_path_factory.mktemp("film") / "run.html"
    run.save(path)
    assert path.stat().st_size < MOST
    context = new_context(browser)
    context.set_offline(True)
    stage = Stage(context.new_page(), path.as_uri())
    asked: list[str] = []
    stage.page.on("request", lambda request: asked.append(request.url[:100]))
    stage.page.goto(path.as_uri())
    stage.wait_step(1)
    yield stage
    assert stage.errors == []
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    context.close()


def test_it_plays_every_step_at_the_screen_s_pace(film: Stage) -> None:
    film.wait_pictures(120)
    counted = (
        "({pictures: watch.pictures.length, refreshes: watch.refreshes, blanks: watch.blanks})"
    )
    watched = film.js(counted)
    assert watched["pictures"] >= 0.95 * watched["refreshes"] and watched["blanks"] == 0
    steps = np.array(film.steps())
    assert np.isin(np.diff(steps), (0, 1)).all()  # the half step is a picture of its own


def test_it_pauses_scrubs_and_goes_back_and_forth(film: Stage, run: gan1d.Run) -> None:
    film.wait_step(60).press(" ").wait("stage.playing === 'false'")
    shown = film.scrub(52).path()
    assert film.click("step").wait_step(53).path() != shown
    film.js("watch.stage().querySelector('[data-testid=back]').click()")
    film.wait("stage.step === '52'").refreshes(10)  # numbers are written less often than pictures
    assert film.path() == shown
    jsd = run.recording[52].metrics["jsd64"]
    number = """() => Number(watch.stage().querySelector("[data-testid=readout-jsd64]").innerText
        .replace("64 bins", "").match(/[0-9.]+/)[0])"""
    film.wait(f"Math.abs(({number})() - a) < 1e-4", jsd)  # numbers are written now and then


def test_what_only_a_server_does_is_not_there_and_a_sentence_says_so(film: Stage) -> None:
    buttons = "step-d new-seed own copy-link export settings tab-tune invite"
    for name in ("knob-lr_d", *buttons.split()):
        assert not film[name].is_visible(), name
    note = film.page.locator("#note")
    assert "--data=trimodal --seed=3 --steps=600 --events=100:d,200:lr_d=0.02" in note.inner_text()
    film.press("d").wait("document.querySelector('[data-testid=notice]').innerText.length > 1")
    assert "recording" in film.notice
    film.click("notice-close")
    for key in ("g", "n", "1", "ArrowUp", "Backspace", "l", "l", "?", "Escape"):
        film.press(key).refreshes(1)  # none is an error


def test_it_speaks_both_languages_and_stays_where_it_is(film: Stage) -> None:
    step = film.js("watch.stage().dataset.step")
    film.click("language").wait("document.documentElement.lang === 'zh'")
    film.wait(
        "document.querySelector('[data-testid=speed]').parentElement.innerText.match(/[一-龥]/)"
    )
    assert "录像" in film.page.locator("#note").inner_text()
    assert film.js("watch.stage().dataset.step") == step
    film.click("language").wait("document.documentElement.lang === 'en'")


def test_zoom_and_hover_act(film: Stage) -> None:
    box = film.page.locator(".gan1d-figure .nsewdrag").first.bounding_box()
    mouse, middle = film.page.mouse, box["y"] + 0.3 * box["height"]
    before = film.path()
    mouse.move(box["x"] + 0.5 * box["width"], middle)
    film.page.locator(".gan1d-figure .hoverlayer text").first.wait_for()
    mouse.down()
    mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.9 * box["height"], steps=4)
    mouse.up()
    film.wait("watch.path('model') !== a", before)


def test_the_end_is_said_and_play_begins_again(film: Stage) -> None:
    film.scrub(600).press(" ").wait("stage.step < 300 && stage.playing === 'true'")


def test_its_numbers_are_the_run_s(film: Stage, run: gan1d.Run) -> None:
    found = film.page.evaluate(
        """async (wanted) => {
          const text = document.getElementById("film").textContent;
          const blob = new Blob([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))]);
          const plain = blob.stream().pipeThrough(new DecompressionStream("gzip"));
          const bytes = new Uint8Array(await new Response(plain).arrayBuffer());
          const begin = 4 + new DataView(bytes.buffer).getUint32(0, true);
          const { unpacked } = await import("gan1d/run/film.js");
          const rows = unpacked(gan1dFilm, bytes.subarray(begin));
          const { width } = gan1dFilm;
          return wanted.map((n) => [...rows.subarray(n * width, (n + 1) * width)].map(String));
        }""",
        [0, 101, 601],
    )
    rows = run.recording.rows(0, 602)[[0, 101, 601], :BASE]
    found = np.array(found).astype(np.float32)
    metrics = slice(min(LAYOUT["field"].values()), BASE)
    np.testing.assert_array_equal(found[:, metrics], rows[:, metrics])
    for name, unit in (("model", run.timeline.view.bins.y_max), ("d", 1.0)):
        curve = slice(LAYOUT[name], LAYOUT[name] + LAYOUT["points"])
        assert np.abs(found[:, curve] - rows[:, curve]).max() <= 1e-4 * unit  # 1/10 of a pixel


def test_a_run_shows_itself_in_a_notebook(browser: Browser) -> None:
    context = new_context(browser)
    context.set_offline(True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content(gan1d.train("normal", steps=30, width_d=8, width_g=4)._repr_html_())
    inside = page.frame_locator("iframe")
    inside.locator('[data-testid="gan1d-stage"][data-step="30"]').wait_for()
    assert errors == []
    context.close()
