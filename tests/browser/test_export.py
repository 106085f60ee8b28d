"""The menu that takes a run home: every kind is made from the page, and what comes of it opens."""

import ast
import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import Browser, Download

from gan1d.export.kinds import KINDS
from gan1d.frames.recording import FIELDS
from gan1d.saved import read_run

from .conftest import Server, new_context
from .stage import Stage

STEPS = 30
QUERY = f"seed=3&steps={STEPS}&width_d=16&width_g=8&speed=max"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
STATE = "document.querySelector('[data-testid=export-menu] .gan1d-export-state').dataset.state"


@pytest.fixture(scope="module")
def stage(browser: Browser, server: Server) -> Iterator[Stage]:
    """Return a page whose run has come to its end, with the menu open."""
    context = new_context(browser)
    stage = Stage(context.new_page(), server.url).open(QUERY)
    stage.wait_step(STEPS).wait("stage.playing === 'false'")
    stage.click("export")["export-html"].wait_for()
    yield stage
    assert stage.errors == [] and not server.crashes()
    context.close()


def take(stage: Stage, kind: str) -> Download:
    """Have a kind made, and return what the page downloads by itself."""
    with stage.page.expect_download(timeout=120_000) as waiting:
        stage.click(f"export-{kind}")
    stage.wait(f"{STATE} === 'done'")
    return waiting.value


def names(content: bytes, *words: str) -> bool:
    """Return True if a script compiles and names these words."""
    ast.parse(content)
    return all(word in content.decode() for word in words)


def table(read: Callable[..., pd.DataFrame], content: bytes, **how: int) -> bool:
    """Return True if a table has a row for every frame."""
    found = read(BytesIO(content), **how)
    return list(found["step"]) == list(range(STEPS + 1)) and set(FIELDS) < set(found)


def image(content: bytes, width: int, pictures: int = 1) -> bool:
    """Return True if a picture, or a film, decodes whole."""
    found = Image.open(BytesIO(content))
    found.seek(pictures - 1)
    found.load()
    return found.size[0] == width and getattr(found, "n_frames", 1) == pictures


OPENS: dict[str, Callable[[bytes], bool]] = {
    "html": lambda content: b'id="film"' in content and b"<!doctype html>" in content[:20],
    "gif": lambda content: image(content, 640, Image.open(BytesIO(content)).n_frames),
    "mp4": lambda content: content[4:8] == b"ftyp",
    "svg": lambda content: content.startswith(b"<?xml") and content.rstrip().endswith(b"</svg>"),
    "png": lambda content: image(content, 2560),
    "pdf": lambda content: content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF"),
    "csv": lambda content: table(pd.read_csv, content, skiprows=2),
    "parquet": lambda content: table(pd.read_parquet, content),
    "json": lambda content: read_run(content).settings.seed == 3 and read_run(content).at == STEPS,
    "script": lambda content: names(content, "import torch", "SEED"),
    "numpy": lambda content: names(content, "import numpy") and b"import torch" not in content,
}


def test_every_kind_is_named_and_downloaded_whole(stage: Stage, tmp_path: Path) -> None:
    assert OPENS.keys() == KINDS.keys()
    rows = stage["export-menu"].locator("[data-kind]")
    assert [row.get_attribute("data-kind") for row in rows.all()] == list(KINDS)
    assert stage["export-upto"].inner_text() == f"From the start up to step {STEPS}."
    for kind, opens in OPENS.items():
        row = stage[f"export-{kind}"]
        assert KINDS[kind].suffixes[0] in row.inner_text()
        if row.get_attribute("data-refused"):
            assert kind == "mp4" and "ffmpeg" in row.inner_text()
            continue
        file = take(stage, kind)
        step = f"-{STEPS}" * bool(KINDS[kind].drawn) + "-numpy" * (kind == "numpy")
        assert file.suggested_filename == f"gan1d-bimodal-seed3{step}{KINDS[kind].suffixes[0]}"
        path = tmp_path / file.suggested_filename
        file.save_as(path)
        assert opens(path.read_bytes()), kind
        link = stage["export-file"]
        assert link.inner_text().startswith(f"{path.name} · ")
    with stage.page.expect_download() as again:
        link.click()
    assert again.value.suggested_filename == path.name


def test_rewound_it_goes_up_to_the_picture_or_to_the_end(
    stage: Stage, browser: Browser, tmp_path: Path
) -> None:
    stage.page.keyboard.press("Escape")
    stage.scrub(20).click("step-d").wait_link("events=20:d")
    stage.click("export")["export-html"].wait_for()
    assert "screen: step 20\nto its end: step 30" in stage["export-menu"].inner_text()
    for kind in ("script", "numpy"):  # it has half a step now
        stage[f"export-{kind}"].filter(has_text="half steps").wait_for()
        stage[f"export-{kind}"].click(force=True)
    assert stage["export-said"].inner_text().startswith("Script, NumPy: done")  # nothing was begun
    short = take(stage, "html")
    assert short.suggested_filename == "gan1d-bimodal-seed3-20.html"
    short.save_as(path := tmp_path / "run.html")
    stage["export-end"].check()
    assert take(stage, "csv").suggested_filename == f"gan1d-bimodal-seed3-{STEPS}.csv"
    stage["export-here"].check()
    context = new_context(browser)
    context.set_offline(True)
    replay = Stage(context.new_page(), path.as_uri()).open()
    replay.wait("stage.playing === 'false' && stage.latest === '20'")
    assert f"goes on to step {STEPS}" in replay.line
    legend = replay.page.locator(".gan1d-figure .legendtext").all_text_contents()
    assert "best map" in legend and "averaged G" not in legend
    assert not replay["export"].is_visible() and replay.errors == []
    context.close()


def test_it_is_cancelled_and_goes_on_behind_a_closed_menu(stage: Stage) -> None:
    downloads: list[Download] = []
    stage.page.on("download", lambda file: downloads.append(file))
    stage.click("export-gif").wait(f"{STATE} === 'working'")
    assert stage["export-progress"].is_visible()
    assert re.fullmatch(r"Film, GIF: \d+ %", stage["export-said"].inner_text())
    assert stage["export-csv"].get_attribute("aria-disabled") == "true"
    stage.click("export-stop")["export-progress"].wait_for(state="hidden")
    assert stage["export-said"].inner_text() == "Cancelled: no file was made."
    stage["export-svg"].focus()  # by keys, and the menu closed
    with stage.page.expect_download(timeout=60_000):
        stage.page.keyboard.press("Enter")
        stage.page.keyboard.press("Escape")
    assert [file.suggested_filename[-4:] for file in downloads] == [".svg"]
    assert stage["export-menu"].is_hidden()


def test_what_fails_behind_a_closed_menu_is_said_on_the_picture(stage: Stage) -> None:
    stage.expected = ("status of 503",)
    no = {"type": "refused", "text": "no", "name": "exports", "value": "8", "allowed": "8"}
    stage.page.route("**/gan1d/export/*", lambda route: route.fulfill(status=503, json=no))
    stage.click("export")["export-png"].wait_for()
    stage.click("export-png")["export-said"].filter(has_text="No more than 8 files").wait_for()
    stage.page.unroute("**/gan1d/export/*")
    stage.page.keyboard.press("Escape")
    stage.page.route("**/gan1d/export", lambda route: route.abort())
    stage.expected += ("ERR_FAILED",)
    stage.click("export")["export-menu"].get_by_text("The server does not answer").wait_for()
    stage.page.unroute("**/gan1d/export")


def test_on_a_phone_it_is_a_sheet_of_large_targets(browser: Browser, server: Server) -> None:
    context = new_context(browser, **PHONE)
    stage = Stage(context.new_page(), server.url).open(f"{QUERY}&lang=zh")
    stage.wait_step(STEPS)["export"].tap()
    menu = stage["export-menu"]
    menu.get_by_text("录像网页").wait_for()
    boxes = [row.bounding_box() for row in menu.locator("button:visible").all()]
    assert len(boxes) == len(KINDS) + 1
    for box in boxes:
        assert box["height"] >= 44 and box["width"] >= 44
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    with stage.page.expect_download() as waiting:
        stage["export-json"].tap()
    assert json.loads(Path(waiting.value.path()).read_text())["settings"]["seed"] == 3
    stage["export-close"].tap()
    assert menu.is_hidden() and stage.errors == []
    context.close()
