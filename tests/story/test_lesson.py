"""The lesson cannot lie: every step is replayed, and what its answer says must come out."""

import dataclasses
import json
import math
import re
from string import Formatter

import pytest

from gan1d.frames.recording import FIELDS
from gan1d.settings import KNOBS, SettingsError
from gan1d.story.claims import Claim, Reading, read, replay
from gan1d.story.lesson import STEPS, Step, measured, to_json
from gan1d.sweep import offers
from gan1d.words import LANGUAGES, table, words

BY_KEY = {step.key: step for step in STEPS}


@pytest.mark.parametrize("key", BY_KEY)
def test_what_the_answer_says_is_what_happens(key: str) -> None:
    step = BY_KEY[key]
    values = measured(step)
    failed = [claim for claim in step.claims if not claim.holds(values)]
    assert step.claims
    assert not failed, values


@pytest.mark.parametrize("key", BY_KEY)
def test_the_claims_would_notice_a_run_that_stood_still(key: str) -> None:
    step = BY_KEY[key]
    still = {
        name: dataclasses.replace(reading, frame=step.start)
        for name, reading in step.readings.items()
    }
    then = step.query if step.then else ""
    frozen = dataclasses.replace(step, readings=still, then=then, until=step.start)
    values = measured(frozen)
    assert not all(claim.holds(values) for claim in step.claims), values


def test_another_recipe_is_noticed() -> None:
    blind = dataclasses.replace(BY_KEY["best"], query=BY_KEY["best"].query + "&lr_d=1e-5")
    values = measured(blind)
    assert not all(claim.holds(values) for claim in blind.claims)


@pytest.mark.parametrize(
    ("sign", "left", "holds"),
    [(">", 1.3, True), (">", 1.1, False), ("<", 0.7, True), ("~", 1.1, True), ("~", 0.7, False)],
)
def test_a_claim_has_a_margin(sign: str, left: float, holds: bool) -> None:
    assert Claim("a", sign, "b", 0.2).holds({"a": left, "b": 1.0}) is holds
    assert Claim("a", sign, 1.0, 0.2).holds({"a": left}) is holds


@pytest.mark.parametrize("sign", ["<", ">", "~"])
def test_nothing_is_claimed_of_what_is_not_a_number(sign: str) -> None:
    assert not Claim("a", sign, 0.0, 1.0).holds({"a": math.nan})


def test_readings_agree_with_the_frame() -> None:
    run = replay("data=bimodal&seed=1&events=0:d,0:d", 2)
    frame, x = run.recording[2], run.view.bins.x
    assert (frame.step, frame.half) == (0, 1)
    assert read(Reading("value", 2), run) == frame.metrics["value"]
    assert read(Reading("peak", 2), run) == frame.p_model.max()
    assert read(Reading("d", 2, float(x[70])), run) == pytest.approx(frame.d[70])
    between = float(x[70] + x[71]) / 2
    assert read(Reading("d", 2, between), run) == pytest.approx(frame.d[70:72].mean())
    p, q = run.view.bins.p_data[70], frame.p_model[70]
    assert read(Reading("d_star", 2, float(x[70])), run) == pytest.approx(p / (p + q))


def test_a_frame_that_never_comes_is_refused() -> None:
    with pytest.raises(SettingsError, match="until = 9 is not allowed; allowed: a frame up to 5"):
        replay("data=normal&steps=5", 9)
    with pytest.raises(SettingsError, match="k = '0'"):
        replay("data=normal&k=0", 1)


@pytest.mark.parametrize("key", BY_KEY)
def test_a_step_is_well_formed(key: str) -> None:
    step = BY_KEY[key]
    assert 2 <= step.answers <= 3 and 1 <= step.right <= step.answers
    assert step.then or step.start < step.until
    assert len(step.query) < 2000 and step.speed > 0
    for name, reading in step.readings.items():
        places = ("d", "d_star", "p_model")
        assert reading.what in FIELDS or reading.what in (*places, "peak")
        assert (reading.x is not None) == (reading.what in places)
        assert reading.frame <= step.until
        assert step.then or not name.startswith("then_")
    named = {claim.left for claim in step.claims} | {claim.right for claim in step.claims}
    assert {name for name in named if isinstance(name, str)} <= step.readings.keys()
    for what in step.tries:
        kind, _, rest = what.partition(" ")
        assert kind in ("half", "seed", "part", "set")
        assert kind != "part" or f"story.{rest}" in table("story", "en")
        assert kind != "set" or KNOBS[rest.split()[0]].live


def needed(step: Step) -> set[str]:
    """Return the keys of the words of a step."""
    parts = ("title", "text", "ask", "tell", "why", *map(str, range(1, step.answers + 1)))
    return {f"lesson.{step.key}.{part}" for part in parts}


def test_every_step_has_its_words_and_no_more() -> None:
    keys = set().union(*map(needed, STEPS))
    steps = {
        key for key in words("en") if re.fullmatch(r"lesson\.(?!intro)\w+\.(title|text|\d)", key)
    }
    assert keys - words("en").keys() == set()
    assert steps <= keys


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", BY_KEY)
def test_the_words_name_only_what_is_read(key: str, lang: str) -> None:
    """A text is filled in with the readings, and what they show is claimed, too."""
    step, said = BY_KEY[key], set()
    for name in needed(step):
        prose = "".join(words(lang)[name].split("$")[::2])
        found = {field for _, field, _, _ in Formatter().parse(prose) if field}
        assert not found or name.endswith((".tell", ".why")), name
        said |= found
    assert said <= step.readings.keys() | step.counts.keys()
    assert step.counts.keys() <= said


@pytest.mark.parametrize("key", [key for key, step in BY_KEY.items() if step.counts])
def test_a_count_is_that_of_the_map(key: str) -> None:
    made = {shipped["name"]: shipped["map"] for shipped in offers.shipped()}
    for name, count in BY_KEY[key].counts.items():
        found = made[count.map]
        i, j = found["x"]["values"].index(count.x), found["y"]["values"].index(count.y)
        cell = found["cells"][j * len(found["x"]["values"]) + i]
        assert cell and len(found["seeds"]) == cell["runs"] == 8  # as the words say
        median = cell["jsd64"][0]
        values = {"converged": str(cell["converged"]), "jsd64": f"{median or 0:.3f}"}
        assert values[count.what] == count.text, name


def test_the_steps_travel_as_json() -> None:
    steps = json.loads(json.dumps(to_json(), allow_nan=False))
    assert len(steps) == len(STEPS) == len(BY_KEY)
    assert steps[1]["readings"]["real"] == {
        "what": "mean_d_real",
        "frame": 0,
        "x": None,
        "digits": 2,
    }
    assert steps[1]["claims"][0] == {"left": "real", "sign": "<", "right": "fake", "by": 0.0}
