"""The Dirac-GAN's corner in a browser: radio and slider change what it says."""

import pytest

from gan1d.words import words


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_radio_and_slider_change_the_verdict(open_stage, lang):
    say = words(lang)
    stage = open_stage(f"lang={lang}&speed=1").pause()
    corner = stage.page.get_by_test_id("stExpander").filter(has_text=say["dirac.title"])
    corner.locator("summary").click()
    corner.get_by_text(say["dirac.verdict.out"]).wait_for()
    corner.locator(".js-plotly-plot .scatterlayer").first.wait_for()
    radio = corner.locator(".st-key-dirac_order label", has_text=say["dirac.alternating"])
    radio.last.click()
    corner.get_by_text(say["dirac.verdict.orbit"]).wait_for()
    slider = corner.locator(".st-key-dirac_gamma").get_by_role("slider")
    slider.focus()
    slider.press("End")
    corner.get_by_text(say["dirac.verdict.straight-in"]).wait_for()
    links = corner.locator("a[href*='part=failures']")
    assert links.count() == 2 and f"lang={lang}" in str(links.first.get_attribute("href"))
