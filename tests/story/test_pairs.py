"""Ready-made pairs: what they promise, on three seeds."""

import pytest

from gan1d.frames.diagnosis import HEALTH
from gan1d.frames.recording import LAYOUT
from gan1d.links import from_query, parameters
from gan1d.runs.timeline import Timeline
from gan1d.settings import Settings
from gan1d.story.pairs import CLOSER, PAIRS, SEEN, listing
from gan1d.words import LANGUAGES, words


def after(settings: Settings, events: list, step: int) -> tuple[str, float]:
    """Return the diagnosis and the JSD of a run after so many steps."""
    timeline = Timeline(settings, events)
    while timeline.recording.stop <= step and timeline.advance():
        pass
    row = timeline.recording.rows(step, step + 1)[0]
    return HEALTH[int(row[2])], float(row[LAYOUT["field"]["jsd64"]])


@pytest.mark.parametrize("name", PAIRS)
def test_b_is_closer_to_the_data_than_a(name: str) -> None:
    pair = PAIRS[name]
    (_, jsd_a), (word, jsd_b) = after(pair.a, [], SEEN), after(pair.b, [*pair.events], SEEN)
    assert jsd_a > CLOSER * jsd_b
    assert word in ("learning", "converged")


def test_both_are_of_one_seed_and_differ_in_one_knob() -> None:
    for pair in PAIRS.values():
        assert pair.a.seed == pair.b.seed
        turned = pair.b.differing(pair.a).keys() | {event.name for event in pair.events}
        assert len(turned) == 1


def test_the_stage_gets_them_as_queries_and_has_words_for_them() -> None:
    for told in listing():
        pair = PAIRS[told["name"]]
        assert from_query(parameters(told["a"])) == (pair.a, [], [])
        assert from_query(parameters(told["b"])) == (pair.b, [*pair.events], [])
        for lang in LANGUAGES:
            assert {f"pair.{told['name']}", f"pair.{told['name']}.is"} <= words(lang).keys()
