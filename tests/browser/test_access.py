"""Nobody is left out: axe-core finds nothing serious, and the picture is there in words."""

import re
from typing import Any

import pytest

from gan1d.page.address import PARTS
from gan1d.words import LANGUAGES
from tests.conftest import unavailable

from .conftest import Open
from .stage import Stage

try:
    from axe_playwright_python.sync_playwright import Axe
except ImportError:
    Axe = None

BAD = ("serious", "critical")
# What Streamlit itself draws, and a page can not change.
STREAMLITS = {
    # (rule, part of the element's address)
}


def violations(stage: Stage, within: tuple[str, ...]) -> list[str]:
    """Return what axe-core finds on a page that stands still: rule, impact, element."""
    context = {"include": [[selector] for selector in within]} if within else None
    found = Axe().run(stage.page, context, options={"resultTypes": ["violations"]})
    return [
        f"{rule['id']} ({rule['impact']}): {address(node)} {reason(node)}"
        for rule in found.response["violations"]
        if rule["impact"] in BAD
        for node in rule["nodes"]
        if not any(rule["id"] == name and part in node["html"] for name, part in STREAMLITS)
    ]


def address(node: dict[str, Any]) -> str:
    """Return where an element is."""
    return " ".join(map(str, node["target"])) + " " + node["html"][:120]


def reason(node: dict[str, Any]) -> str:
    """Return what is wrong with an element, in axe's words."""
    return "; ".join(check["message"] for check in [*node["any"], *node["all"], *node["none"]])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_serious(open_stage: Open, lang: str):
    if Axe is None:
        unavailable("no axe: pip install -r tests/requirements.txt")
    stage = open_stage(f"lang={lang}&k=99", color_scheme="light").wait_step(5).pause()
    found = {}

    def look(place: str, *within: str) -> None:
        """Look at the page, or at parts of it, in both themes; the next begins with the second."""
        first = stage.get("theme")
        for theme in (first, "light" if first == "dark" else "dark"):
            stage.page.emulate_media(color_scheme=theme)
            stage.wait("stage.theme === a", theme).refreshes(10)
            found[f"{place}, {theme}"] = violations(stage, within)

    look("page")
    for part in PARTS:
        stage.click(f"story-{part}").wait("stage.part === a", part)
        stage.page.locator(".gan1d-story > *").first.wait_for()
        stage.pause()
        look(part, ".gan1d-side", ".gan1d-picture")
    stage.click("tab-numbers").refreshes(5)
    look("numbers", ".gan1d-side")
    stage.click("settings").page.locator(".st-key-knob_steps").wait_for()
    look("settings", "[data-testid=stSidebar]")
    stage.click("settings")
    stage.click("export")["export-html"].wait_for()
    look("export", "[data-testid=export-menu]")
    stage.click("export-close")
    if lang == "en":
        stage.click("pair").refreshes(5)
        look("pair-menu", ".gan1d-pair-menu")
        stage.click("pair-same").wait("watch.b()?.dataset.step === stage.step").refreshes(5)
        look("pair", ".gan1d-main", ".gan1d-pair-bar")
        stage.click("b-close").wait("!watch.b()")
    stage.press("l").refreshes(10)
    look("lecture")
    stage.press("?").refreshes(5)
    look("help", "dialog")
    assert len(found) == 2 * ((8 if lang == "en" else 6) + len(PARTS))
    assert {place: bad for place, bad in found.items() if bad} == {}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_picture_is_described_as_it_is_now(open_stage: Open, lang: str):
    stage = open_stage(f"lang={lang}&part=value&data=claw").wait_step(30).pause()
    picture = stage.page.locator(".gan1d-picture-box")
    step = str(stage.step)
    stage.wait("document.querySelector('.gan1d-picture-box').ariaLabel.includes(a)", f" {step}")
    words = picture.get_attribute("aria-label") or ""
    jsd = stage["readout-jsd64"].inner_text()
    assert stage["health"].inner_text() in words
    numbers = [float(number) for number in re.findall(r"\d\.\d+", words)]
    assert min(abs(number - float(jsd)) for number in numbers) < 1e-4
    assert ("claw" in words.lower()) is (lang == "en")


def test_focus_is_seen(open_stage: Open):
    stage = open_stage("part=value").wait_step(5).pause()
    stage.js("watch.stage().focus()")
    unseen: list[str] = stage.js(
        """() => [...watch.stage().querySelectorAll("button, select, input")]
            .filter((e) => e.checkVisibility())
            .filter((e) => {
                e.focus({ focusVisible: true });
                const style = getComputedStyle(e);
                return style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2;
            })
            .map((e) => e.dataset.testid ?? e.outerHTML.slice(0, 80))"""
    )
    assert unseen == []
