"""Ways to fail: a link fails in place, the diagnosis says so, and the cure changes the run."""

from urllib.parse import parse_qs, urlsplit

import pytest

from gan1d.page import address
from gan1d.story.failures import FAILURES
from gan1d.words import words


def asked(anchor):
    """Return what the page makes of a link on it."""
    query = parse_qs(urlsplit(anchor.get_attribute("href")).query)
    return query, address.read({name: values[0] for name, values in query.items()})


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_card_is_there_with_links_that_can_be_copied(open_stage, lang):
    stage = open_stage(f"part=failures&lang={lang}&speed=1").pause()
    stage["fail-adam"].wait_for()
    for name, failure in FAILURES.items():
        query, found = asked(stage[f"fail-{name}"])
        assert not found.errors and found.settings == failure.settings
        assert query["part"] == ["failures"] and query["lang"] == [lang]
        _, found = asked(stage[f"cure-{name}"].first)
        assert (found.settings, found.events) == failure.cured()
        stage[f"failures.{name}"].locator("summary").click()
        card = stage[f"failures.{name}"].inner_text()
        assert words(lang)[f"failures.{name}"] in card
        assert words(lang)[f"health.{failure.word}"] in card
        assert failure.source[1] in card


@pytest.mark.parametrize(("lang", "name"), [("en", "explosion"), ("zh", "strong")])
def test_it_fails_in_place_and_the_cure_changes_the_run(open_stage, lang, name):
    failure, say = FAILURES[name], words(lang)
    stage = open_stage(f"part=failures&lang={lang}&speed=1000")
    stage.js("() => (window.before = 1)")
    stage.click(f"fail-{name}")
    stage.wait("stage.health === a", failure.word)
    stage[f"failures.{name}-seen"].and_(stage.page.locator("[data-done=true]")).wait_for()
    assert stage.js("() => window.before") == 1  # no reload
    assert stage.link["part"] == "failures" and stage.link["lang"] == lang
    assert say[f"failures.{name}"] in stage["failures-now"].inner_text()
    stage[f"failures.{name}"].locator(f"[data-testid=cure-{name}]").click()
    stage.wait(
        f"document.querySelector('[data-testid=\"failures.{name}\"]').dataset.state === 'cured'"
    )
    if failure.acts_live:
        assert any(f"lr_g={failure.cure['lr_g']}" in event for event in stage.events)
    else:
        assert stage.link.get("lr_g") is None and stage.events == [""]
    stage.wait("stage.health !== a && Number(stage.step) > 0", failure.word)


def test_a_phone_shows_the_cards_in_one_column(open_stage):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
    stage = open_stage("part=failures&speed=1", **phone).pause()
    stage["fail-adam"].wait_for()
    lefts = stage.js(
        "() => [...document.querySelectorAll('.gan1d-failures-card')].map(c => c.offsetLeft)"
    )
    assert len(lefts) == len(FAILURES) and len(set(lefts)) == 1
    assert stage.js("() => document.documentElement.scrollWidth") <= 390
