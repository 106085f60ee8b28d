"""Figure 1 from the run on the screen: made while the stage plays on, and taken away as files."""

import pytest

from .conftest import Open

SIGNS = {"svg": b"<?xml", "pdf": b"%PDF-", "png": b"\x89PNG"}
PATIENCE = 240_000  # ms


@pytest.mark.parametrize(
    ("lang", "title", "caption"),
    [
        ("en", "Figure 1, from this run", "Near convergence"),
        ("zh", "图 1：来自当前训练", "接近收敛"),
    ],
)
def test_the_figure_is_made_while_the_stage_plays(
    open_stage: Open, lang: str, title: str, caption: str
):
    stage = open_stage(f"data=normal&seed=3&steps=300&lang={lang}").wait_step(5)
    page = stage.page
    page.locator("summary").get_by_text(title).click()
    page.locator(".st-key-figure1_make button").click()
    page.get_by_test_id("stProgress").wait_for()
    before = stage.step
    pictures = page.locator(".st-key-figure1_panels img")
    pictures.nth(3).wait_for(timeout=PATIENCE)
    assert stage.step > before
    assert pictures.count() == 4
    assert all(stage.js("[...document.querySelectorAll('.st-key-figure1_panels img')]"
                        ".map((image) => image.complete && image.naturalWidth > 0)"))  # fmt: skip
    assert caption in page.locator(".st-key-figure1_a").inner_text()
    assert "300" in page.locator(".st-key-figure1_d").inner_text()
    assert "seed=3" in page.locator(".st-key-figure1_result").inner_text()
    for kind, sign in SIGNS.items():
        with page.expect_download() as download:
            page.locator(f".st-key-figure1_{kind} button").click()
        assert download.value.suggested_filename == f"figure1.{kind}"
        assert download.value.path().read_bytes().startswith(sign)


def test_a_loss_without_probability_is_a_sentence(open_stage: Open):
    stage = open_stage("data=normal&loss=hinge&steps=50").wait_step(5)
    page = stage.page
    page.locator("summary").get_by_text("Figure 1, from this run").click()
    page.locator(".st-key-figure1_make button").click()
    alert = page.get_by_test_id("stAlert").filter(has_text="hinge")
    alert.wait_for(timeout=PATIENCE)
    assert "minimax" in alert.inner_text()
