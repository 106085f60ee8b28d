"""A hall that follows a lecture: two pages, the lecturer's and a phone."""

from pathlib import Path

from gan1d.saved import read_run

from .conftest import Open

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_phone_follows_a_lecture_and_takes_the_run_over(open_stage: Open):
    lecturer = open_stage("seed=6&lecture=1").wait_step(60)
    assert lecturer["hall"].is_hidden()
    lecturer.click("invite")
    lecturer.wait(
        "document.querySelector('[data-testid=hall-link]').textContent.includes('?hall=')"
    )
    assert lecturer["hall-qr"].locator("path").count() == 1
    assert "this computer only" in lecturer["hall-note"].inner_text()
    code = lecturer["hall-link"].inner_text().partition("?hall=")[2]
    phone = open_stage(f"hall={code}", **PHONE)
    count = "document.querySelector('[data-testid=hall-followers]').textContent === a"
    lecturer.wait(count, "1 follows").click("hall-close")
    phone.wait("stage.playing === 'true'").wait_step(lecturer.step)
    assert abs(phone.step - lecturer.step) < 40  # two readings, one after the other
    lecturer.pause()
    phone.wait("stage.step === a", lecturer.get("step"))
    assert phone.path("model") and not phone.playing
    assert phone["play"].is_hidden() and phone["take-over"].is_visible()
    here = lecturer.step
    for key in ("Space", "ArrowRight", "d", "g", "n"):
        phone.press(key)
    phone.refreshes(10)
    assert phone.step == here == lecturer.step and not phone.playing
    lecturer.scrub(20)
    phone.wait("stage.step === '20'")
    lecturer.scrub(here).press("2").press("ArrowUp").wait_link("lr_g=")
    value = lecturer["slider-lr_g"].get_attribute("data-value")
    shown = "document.querySelector('[data-testid=slider-lr_g]').dataset.value === a"
    phone.wait(shown, value)
    phone.click("export")["export-script"].filter(has_text="turns no knobs").wait_for()
    with phone.page.expect_download() as taken:  # what is seen may be taken home
        phone.click("export-json")
    seen = read_run(Path(taken.value.path()).read_bytes())
    assert (seen.settings.seed, seen.at) == (6, here)
    assert [event.name for event in seen.events] == ["lr_g"]
    phone.click("export-close")
    phone.click("take-over").wait("!document.querySelector('[data-follows]')")
    phone.wait("/yours now/.test(document.querySelector('.gan1d-notice').textContent)")
    assert phone.step == here
    lecturer.wait(count, "0 follow")
    assert phone.link["seed"] == "6" and "hall" not in phone.link
    phone.play().wait_step(here + 20)
    assert lecturer.step == here
    late = open_stage(f"hall={code}", **PHONE).wait("stage.step === a", str(here))
    lecturer.press("Escape")
    late.wait("/is over/.test(document.querySelector('[data-testid=follow-said]').textContent)")
    assert late.step == here and late["take-over"].is_visible()


def test_a_code_of_no_lecture_opens_an_ordinary_page(open_stage: Open):
    stage = open_stage("hall=abcdefgh").wait_step(5)
    assert "lecture" in stage.notice
    assert stage["take-over"].is_hidden()
