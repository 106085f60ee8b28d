"""The guided lesson as data: runs, what is asked about each, and what must come out.

A step opens a run, waits at a frame, asks what will happen, plays on to another frame and reads the
numbers of the answer off the run. What the answer says is written down as claims about these
numbers: the tests replay every step, and the page holds them against the run on its screen.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from gan1d.story.claims import Claim, Reading, read, replay


@dataclass(frozen=True)
class Count:
    """A number of a map that is there, for the words of an answer; the tests hold it against it.

    Attributes:
        map: Name of the map's file.
        x: Value of its knob along the map.
        y: Value of its knob up the map.
        text: The number in words.
        what: "converged", how many of the seeds have, or "jsd64", their median.
    """

    map: str
    x: float
    y: float
    text: str
    what: str = "converged"


@dataclass(frozen=True)
class Step:
    """One step of the lesson; its words stand under "lesson.KEY." in the tables of words.

    Attributes:
        key: Its name.
        query: The run that sets the stage, as in a link.
        start: Index of the frame at which the question is asked.
        until: Index of the frame that answers it.
        speed: Frames a second from one to the other.
        answers: How many there are to choose from.
        right: Which one is right, from 1.
        readings: Numbers of the run by name, for the words of the answer.
        claims: What the answer says about them.
        counts: Numbers over many seeds, for the words of the answer, too.
        then: Another run that answers the question instead, its frames up to `until`; "" if the
            same one plays on. Readings whose name begins with "then_" are taken from it.
        tries: What to try afterwards: "half d", "half g", "seed" or "seed play" for another seed,
            "part NAME" of the story, or "set KNOB VALUE" and play.
    """

    key: str
    query: str
    start: int
    until: int
    speed: int
    answers: int
    right: int
    readings: Mapping[str, Reading]
    claims: tuple[Claim, ...]
    counts: Mapping[str, Count] = field(default_factory=dict)
    then: str = ""
    tries: tuple[str, ...] = ()


def _halves(player: str, count: int, step: int = 0) -> str:
    """Return the events of so many half steps; each of G's counts as a step."""
    return ",".join(f"{step + (i if player == 'g' else 0)}:{player}" for i in range(count))


LOG2, LOG4 = math.log(2), math.log(4)
_MODE = 3.0  # where "bimodal" has its right mode; the other lies at -3, the gap between at 0
_RUN = "data=bimodal&seed=1"
_MAP = "beta1-gamma"  # on seeds 0 to 7
_D_ALONE = f"{_RUN}&gamma=0&events={_halves('d', 300)}"
_THEN_G = f"{_RUN}&gamma=0&events={_halves('d', 60)},{_halves('g', 5)}"
_PAST = f"{_RUN}&events=1200:on,1800:schedule=constant"
_FAR = (
    "data=normal&seed=0&start_mean=3.2&start_sd=0.15&optimiser=sgd&beta1=0&lr_d=0.05&lr_g=0.02"
    "&loss=minimax&events=100:loss=non-saturating"
)

STEPS: tuple[Step, ...] = (
    Step(
        key="generator",
        query=_RUN,
        start=0,
        until=0,
        speed=10,
        answers=3,
        right=2,
        readings={
            "sd": Reading("sd_model", 0, digits=2),
            "then_sd": Reading("sd_model", 0, digits=2),
            "peak": Reading("peak", 0, digits=2),
            "then_peak": Reading("peak", 0, digits=2),
        },
        claims=(Claim("then_sd", ">", "sd", 1.0), Claim("then_peak", "<", "peak", 0.2)),
        then=f"{_RUN}&start_sd=1",
        tries=("seed",),
    ),
    Step(
        key="discriminator",
        query=_D_ALONE,
        start=0,
        until=10,
        speed=2,
        answers=3,
        right=3,
        readings={
            "real": Reading("mean_d_real", 0, digits=2),
            "fake": Reading("mean_d_fake", 0, digits=2),
            "real_now": Reading("mean_d_real", 10, digits=2),
            "fake_now": Reading("mean_d_fake", 10, digits=2),
        },
        claims=(
            Claim("real", "<", "fake"),
            Claim("real_now", ">", "fake_now", 0.3),
            Claim("real_now", ">", "real"),
            Claim("fake_now", "<", "fake", 0.2),
        ),
        tries=("half d",),
    ),
    Step(
        key="best",
        query=_D_ALONE,
        start=10,
        until=60,
        speed=12,
        answers=3,
        right=1,
        readings={
            "mode": Reading("d", 60, _MODE, 2),
            "star": Reading("d_star", 60, _MODE, 2),
            "middle": Reading("d", 60, 0.0, 2),
            "middle_star": Reading("d_star", 60, 0.0, 2),
        },
        claims=(
            Claim("mode", ">", 0.9),
            Claim("mode", "~", "star", 0.05),
            Claim("middle", "<", 0.1),
            Claim("middle", "~", "middle_star", 0.05),
        ),
        tries=("half d",),
    ),
    Step(
        key="value",
        query=_D_ALONE,
        start=60,
        until=300,
        speed=60,
        answers=3,
        right=2,
        readings={
            "first": Reading("value", 0),
            "before": Reading("value", 60),
            "now": Reading("value", 300),
            "ceiling": Reading("cost", 300),
            "jsd": Reading("jsd", 300),
        },
        claims=(
            Claim("before", ">", "first", 1.0),
            Claim("now", ">", "before"),
            Claim("now", "<", "ceiling"),
            Claim("now", "~", "ceiling", 0.01),
            Claim("ceiling", "<", 0.0, 0.1),
        ),
        tries=("part value",),
    ),
    Step(
        key="advice",
        query=_THEN_G,
        start=60,
        until=65,
        speed=1,
        answers=3,
        right=1,
        readings={
            "fake": Reading("mean_d_fake", 60, digits=2),
            "fake_now": Reading("mean_d_fake", 65, digits=2),
            "value": Reading("value", 60, digits=2),
            "value_now": Reading("value", 65, digits=2),
            "real": Reading("mean_d_real", 60, digits=2),
            "real_now": Reading("mean_d_real", 65, digits=2),
        },
        claims=(
            Claim("fake_now", ">", "fake", 0.2),
            Claim("value_now", "<", "value", 0.5),
            Claim("real", "~", "real_now", 1e-6),
        ),
        tries=("half g", "part advice"),
    ),
    Step(
        key="algorithm",
        query=_RUN,
        start=0,
        until=12,
        speed=2,
        answers=3,
        right=3,
        readings={
            "first": Reading("value", 0, digits=2),
            "top": Reading("value", 3, digits=2),
            "now": Reading("value", 12, digits=2),
        },
        claims=(Claim("top", ">", "first", 0.5), Claim("now", "<", "top", 0.2)),
        tries=("part algorithm",),
    ),
    Step(
        key="pictures",
        query=_RUN,
        start=3,
        until=20,
        speed=2,
        answers=3,
        right=2,
        readings={
            "middle": Reading("p_model", 3, 0.0, 2),
            "middle_now": Reading("p_model", 20, 0.0, 2),
            "left": Reading("p_model", 3, -_MODE, 2),
            "left_now": Reading("p_model", 20, -_MODE, 2),
            "mode": Reading("p_model", 3, _MODE, 2),
            "mode_now": Reading("p_model", 20, _MODE, 2),
            "jsd": Reading("jsd64", 3, digits=2),
            "jsd_now": Reading("jsd64", 20, digits=2),
            "d_left": Reading("d", 3, -_MODE),
            "d_middle": Reading("d", 3, 0.0),
            "d_mode": Reading("d", 3, _MODE),
        },
        claims=(
            Claim("d_left", ">", "d_middle", 0.1),
            Claim("d_mode", ">", "d_middle", 0.1),
            Claim("middle_now", "<", "middle", 0.1),
            Claim("left_now", ">", "left", 0.1),
            Claim("mode_now", ">", "mode", 0.1),
            Claim("jsd_now", "<", "jsd", 0.2),
        ),
        tries=("seed play",),
    ),
    Step(
        key="end",
        query=_RUN,
        start=20,
        until=1200,
        speed=500,
        answers=3,
        right=3,
        readings={
            "jsd": Reading("jsd64", 20, digits=3),
            "jsd_now": Reading("jsd64", 1200, digits=3),
            "off": Reading("d_half_max", 1200, digits=3),
            "value": Reading("value", 1200, digits=3),
        },
        claims=(
            Claim("jsd_now", "<", 0.005),
            Claim("jsd_now", "<", "jsd"),
            Claim("off", "<", 0.02),
            Claim("value", "~", -LOG4, 0.005),
        ),
        tries=("half d", "seed play"),
    ),
    Step(
        key="blind",
        query=f"{_RUN}&gamma=1000",
        start=0,
        until=20,
        speed=4,
        answers=3,
        right=2,
        readings={
            "off": Reading("d_half_max", 20),
            "value": Reading("value", 20, digits=2),
            "jsd": Reading("jsd64", 20, digits=2),
            "mode": Reading("p_model", 20, _MODE, 2),
        },
        claims=(
            Claim("off", "<", 0.05),
            Claim("value", "~", -LOG4, 0.02),
            Claim("jsd", ">", 0.5),
            Claim("mode", "<", 0.01),
        ),
        tries=("set gamma 0.1", "part failures"),
    ),
    Step(
        key="teacher",
        query=_FAR,
        start=0,
        until=140,
        speed=20,
        answers=3,
        right=2,
        readings={
            "first": Reading("mean_model", 0, digits=2),
            "stuck": Reading("mean_model", 100, digits=2),
            "now": Reading("mean_model", 140, digits=2),
            "fake": Reading("mean_d_fake", 100, digits=3),
        },
        claims=(
            Claim("stuck", "~", "first", 0.05),
            Claim("now", "<", "stuck", 2.0),
            Claim("fake", "<", 0.05),
        ),
        tries=("part advice", "part failures"),
    ),
    Step(
        key="losses",
        query=_RUN,
        start=4,
        until=1200,
        speed=500,
        answers=3,
        right=3,
        readings={
            "d": Reading("loss_d", 4, digits=2),
            "d_now": Reading("loss_d", 1200),
            "g": Reading("loss_g", 4, digits=2),
            "g_now": Reading("loss_g", 1200),
            "jsd": Reading("jsd64", 4, digits=2),
            "jsd_now": Reading("jsd64", 1200),
        },
        claims=(
            Claim("d_now", ">", "d", 0.2),
            Claim("d_now", "~", LOG4, 0.03),
            Claim("g_now", "<", "g", 0.1),
            Claim("g_now", "~", LOG2, 0.03),
            Claim("jsd_now", "<", "jsd", 0.2),
        ),
        tries=("part value",),
    ),
    Step(
        key="past",
        query=_PAST,
        start=1200,
        until=2400,
        speed=250,
        answers=3,
        right=3,
        readings={
            "jsd": Reading("jsd64", 1200, digits=4),
            "jsd_last": Reading("jsd64", 1800, digits=4),
            "jsd_soon": Reading("jsd64", 1803, digits=4),
            "jsd_now": Reading("jsd64", 2400, digits=4),
            "off": Reading("d_half_max", 1200),
            "off_last": Reading("d_half_max", 1800),
            "off_soon": Reading("d_half_max", 1803),
            "off_now": Reading("d_half_max", 2400),
        },
        claims=(
            Claim("jsd_last", "~", "jsd", 0.002),
            Claim("off", "<", 0.02),
            Claim("off_last", "<", 0.02),
            Claim("jsd_soon", ">", "jsd_last", 0.03),
            Claim("off_soon", ">", "off_last", 0.02),
        ),
        tries=("set lr_g 0.0001", "part failures"),
    ),
    Step(
        key="seeds",
        query=f"{_RUN}&gamma=0&steps=1000",
        start=0,
        until=1000,
        speed=500,
        answers=3,
        right=3,
        readings={
            "off": Reading("d_half_max", 0, digits=2),
            "off_now": Reading("d_half_max", 1000, digits=2),
            "jsd": Reading("jsd64", 1000, digits=2),
        },
        claims=(Claim("off_now", ">", "off", 0.05), Claim("jsd", ">", 0.1)),
        counts={
            "recipe": Count(_MAP, 0.5, 0.1, "8"),
            "without": Count(_MAP, 0.5, 0, "0"),
            "fast": Count(_MAP, 0.9, 0.1, "8"),
            "heavy": Count(_MAP, 0.5, 1, "5"),
            "heavy_none": Count(_MAP, 0, 1, "0"),
            "heavy_fast": Count(_MAP, 0.9, 1, "6"),
            "none_slow": Count(_MAP, 0, 0, "0.004", "jsd64"),
            "none_fast": Count(_MAP, 0.9, 0, "0.575", "jsd64"),
        },
        tries=("part map", "set gamma 0.1"),
    ),
)


def measured(step: Step) -> dict[str, float]:
    """Return the readings of a step by name: its run, or runs, trained from the start."""
    runs = {False: replay(step.query, step.until)}
    if step.then:
        runs[True] = replay(step.then, step.until)
    return {name: read(r, runs[name.startswith("then_")]) for name, r in step.readings.items()}


def to_json() -> list[dict[str, Any]]:
    """Return the steps as the player in the browser takes them."""
    return [asdict(step) for step in STEPS]
