"""The eight failures: they fail as they say, and their cures are small and heal."""

import json

import pytest

from gan1d.benchmarks.convergence import GOOD, outcome
from gan1d.frames.diagnosis import HEALTH
from gan1d.links import to_query
from gan1d.page import address
from gan1d.settings import KNOBS, Settings
from gan1d.story.failures import FAILURES, HEALING, SHOWN, listing

EACH = pytest.mark.parametrize("name", FAILURES)


def opened(query):
    """Return what the page makes of a query."""
    found = address.read(dict(part.split("=", 1) for part in query.split("&")))
    assert not found.errors
    return found.settings, found.events


def test_there_are_eight_and_each_is_another():
    assert len(FAILURES) == len({failure.settings for failure in FAILURES.values()}) == 8


@EACH
def test_a_failure_has_a_failing_word_and_a_small_cure(name):
    failure = FAILURES[name]
    assert failure.word in HEALTH and failure.word not in GOOD
    assert failure.ends in GOOD
    assert 1 <= len(failure.cure) <= 2
    assert failure.shown <= SHOWN
    for knob, fails, heals in failure.turns():
        assert knob in KNOBS and fails != heals == getattr(Settings(**{knob: heals}), knob)
    before, after = failure.jsd64
    assert 0 <= after < before / 10 and after < 0.01


@EACH
def test_the_run_of_the_cure(name):
    failure = FAILURES[name]
    settings, events = failure.cured()
    if failure.acts_live:
        assert settings == failure.settings
        done = {event.name: event.value for event in events}
        assert {event.step for event in events} == {failure.shown}
        assert done == {**failure.cure, "steps": failure.shown + HEALING}
        assert all(KNOBS[knob].live for knob in done)
    else:
        assert not events
        assert settings == failure.settings.replace(**failure.cure)


def test_what_is_not_live_or_is_lost_starts_again():
    assert not FAILURES["small"].acts_live and not FAILURES["explosion"].acts_live
    assert FAILURES["cycling"].acts_live


def test_the_listing_is_json_and_its_links_open_the_runs():
    rows = json.loads(json.dumps(listing(), allow_nan=False))
    assert [row["name"] for row in rows] == list(FAILURES)
    for row, failure in zip(rows, FAILURES.values(), strict=True):
        assert opened(row["fail"]) == (failure.settings, [])
        assert opened(row["cured"]) == failure.cured()
        assert row["fail"] == to_query(failure.settings)
        assert Settings.from_json(row["settings"]) == failure.settings
        assert Settings(**row["changes"]) == failure.settings


@EACH
def test_each_shows_itself_in_time(name):
    result = outcome(name, FAILURES[name].settings.replace(seed=11), steps=FAILURES[name].shown)
    assert FAILURES[name].word in result.said
    assert result.jsd64 > 0.05


@pytest.mark.parametrize("name", ["vanishing", "strong"])
def test_a_cure_heals_live(name):
    failure = FAILURES[name]
    settings, events = failure.cured()
    result = outcome(name, settings.replace(seed=11), events)
    assert failure.word in result.said and result.health in GOOD
    assert result.jsd64 < 0.02


def test_without_its_cure_it_would_not_have_healed():
    settings = FAILURES["strong"].settings.replace(seed=11, steps=SHOWN + HEALING)
    result = outcome("strong", settings)
    assert result.health == "strong-d" and result.jsd64 > 0.5
