"""How well the recipe reaches its goals, and the failures their names: many runs, a few tables.

Every run is judged on its raw nets, with p_model on 4,096 segments, after the last step; the
diagnosis is asked every 10 steps on the way. Runs go to as many processes as there are cores.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gan1d.data.catalogue import PRESETS, from_samples, mixture
from gan1d.links import Event
from gan1d.runs.verdict import Verdict
from gan1d.settings import KNOBS, Settings
from gan1d.story.failures import FAILURES, HEALING
from gan1d.sweep.workers import Processes, results

Array = NDArray[np.float64]
Progress = Callable[[int, int], None]
Job = tuple[str, Settings] | tuple[str, Settings, Sequence[Event], int | None]

GOOD = ("starting", "learning", "converged")
SETTLED = 500  # steps after which any other word is a false alarm
# What is to be reached: JSD on 64 bins, nats; on mixtures and columns; max |D - 1/2|.
GOALS, UNSEEN_GOALS, D_GOAL = (0.002, 0.005), (0.01, 0.03), 0.02
STEPS = KNOBS["steps"].default
CURED = ", cured"  # behind the name of a failure that is healed


class Outcome(NamedTuple):
    """What one run came to.

    Attributes:
        target: Name of what it was run for.
        seed: Its seed.
        jsd64: JSD on 64 bins at the end, nats; of the last finite frame if it diverged.
        d_half_max: max |D - 1/2| on the 99 % support; NaN where a critic has no probability.
        health: The last word of the diagnosis.
        alarms: Looks after step 500 at which the diagnosis was none of starting, learning,
            converged.
        said: Every word of the diagnosis on the way, in the order of their first appearance.
    """

    target: str
    seed: int
    jsd64: float
    d_half_max: float
    health: str
    alarms: int
    said: tuple[str, ...] = ()


def outcome(
    target: str, settings: Settings, events: Sequence[Event] = (), steps: int | None = None
) -> Outcome:
    """Return what a run comes to.

    Args:
        target: Name of what it is run for.
        settings: What it starts with.
        events: What is done to it on the way.
        steps: Where it ends, if that comes before the end of its schedule.
    """
    verdict = Verdict(settings, events, steps)
    said, metrics = verdict.said, verdict.metrics
    alarms = sum(step > SETTLED and word not in GOOD for step, word in said)
    words = tuple(dict.fromkeys(word for _, word in said))
    found = metrics["jsd64"], metrics["d_half_max"], verdict.health
    return Outcome(target, settings.seed, *found, alarms, words)


def outcomes(
    jobs: Sequence[Job],
    processes: int | None = None,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Return what runs come to, in the order of the jobs.

    Args:
        jobs: The arguments of `outcome` for each run.
        processes: Runs at a time; as many as there are cores if None.
        progress: Called with (runs done, all runs) after each.

    An error of a run, or an interruption, ends them all at once.
    """
    found: dict[int, Outcome] = {}
    for (place, *_), result in results(Processes(processes), _outcome, enumerate(jobs)):
        found[place] = result
        if progress:
            progress(len(found), len(jobs))
    return [found[place] for place in range(len(jobs))]


def _outcome(_: int, job: Job) -> Outcome:
    return outcome(*job)


def convergence(
    presets: Iterable[str] = tuple(PRESETS),
    seeds: Iterable[int] = range(32),
    steps: int = STEPS,
    engine: str = "numpy",
    **how: Any,
) -> list[Outcome]:
    """Return what the default recipe comes to on presets and seeds; see `outcomes`."""
    seeds = list(seeds)
    base = Settings(steps=steps, engine=engine)
    jobs = [(p, base.replace(data=p, seed=seed)) for p in presets for seed in seeds]
    return outcomes(jobs, **how)


def failing(
    seeds: Iterable[int] = range(10),
    steps: int = HEALING,
    engine: str = "numpy",
    **how: Any,
) -> list[Outcome]:
    """Return what the failures of the gallery come to, each without and then with its cure.

    Args:
        seeds: Seeds of the runs.
        steps: How long a live cure may act; without it a run ends once its failure shows.
        engine: What the runs train with.
        **how: See `outcomes`.
    """
    each, jobs = [{"seed": seed, "engine": engine} for seed in seeds], list[Job]()
    for name, failure in FAILURES.items():
        settings, events = failure.cured(steps)
        jobs += [(name, failure.settings.replace(**one), (), failure.shown) for one in each]
        jobs += [(f"{name}{CURED}", settings.replace(**one), events, None) for one in each]
    return outcomes(jobs, **how)


def unseen(
    count: int = 20,
    seed: int = 0,
    steps: int = STEPS,
    engine: str = "numpy",
    **how: Any,
) -> list[Outcome]:
    """Return what the default recipe comes to on random mixtures and on columns of data.

    Args:
        count: How many mixtures.
        seed: Seed of the drawing of mixtures and columns; run i has the seed `seed` + i.
        steps: Length of a run.
        engine: What the runs train with.
        **how: See `outcomes`.
    """
    rng = np.random.default_rng(seed)
    data = [(f"mixture {i}", random_mixture(rng)) for i in range(count)]
    data += [(name, from_samples(column).spec) for name, column in columns(rng).items()]
    jobs = [
        (name, Settings(data=spec, seed=seed + i, steps=steps, engine=engine))
        for i, (name, spec) in enumerate(data)
    ]
    return outcomes(jobs, **how)


def random_mixture(rng: np.random.Generator) -> str:
    """Return a mixture of 2 to 6 normals as text.

    Weights of 0.1 or more, sds within a factor of 5, neighbouring means 2 to 10 sd of the narrower
    one apart; scale over four decades, shift up to 10 scales.
    """
    size = int(rng.integers(2, 7))
    weights = 0.1 + (1 - 0.1 * size) * rng.dirichlet(np.ones(size))
    sds = 5.0 ** rng.random(size)
    gaps = [rng.uniform(2, 10) * min(pair) for pair in pairwise(sds)]
    means = np.concatenate([[0.0], np.cumsum(gaps)])
    scale = 10.0 ** rng.uniform(-2, 2)
    means = (means - means.mean() + rng.uniform(-10, 10)) * scale
    return mixture(np.stack([weights, means, sds * scale], axis=1).tolist()).spec


def columns(rng: np.random.Generator) -> dict[str, Array]:
    """Return columns with the habits of real ones: skew, ties, outliers, bounds, gaps."""
    normal, third = rng.standard_normal, rng.random(300) < 1 / 3
    waits = np.where(third, 54 + 6 * normal(300), 80 + 6 * normal(300))
    heights = 170 + 9 * normal(500)
    stray = rng.choice(500, 5, replace=False)
    readings = 20 + normal(500)
    readings[stray] += rng.choice([-40.0, 300.0], 5)
    return {
        "incomes": 2000 * np.exp(0.7 * normal(800)),
        "waits, two groups": waits.round(),
        "heights, rounded": heights.round(),
        "readings, outliers": readings,
        "counts": rng.poisson(4, 600).astype(float),
        "ages": rng.integers(18, 66, 700).astype(float),
        "shares": rng.beta(0.7, 1.5, 500),
        "grades, few values": rng.choice([1.0, 2.0, 3.0, 4.0, 5.0], 400),
    }


def _by_target(results: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    groups: dict[str, list[Outcome]] = {}
    for result in results:
        groups.setdefault(result.target, []).append(result)
    return groups


def reached(results: Iterable[Outcome], jsd64: float, d_half_max: float = D_GOAL) -> int:
    """Return how many runs ended below both."""
    return sum(r.jsd64 < jsd64 and r.d_half_max < d_half_max for r in results)


def convergence_table(results: Sequence[Outcome]) -> str:
    """Return a table of outcomes by target, as text, with the totals."""
    below = "".join(f"  JSD<{goal}" for goal in GOALS)
    lines = [
        f"{'':20}  JSD on 64 bins    max|D-1/2|   and max|D-1/2| < {D_GOAL}",
        f"{'target':20}  median   worst   median  worst{below}  runs  alarms",
    ]
    for name, group in [*_by_target(results).items(), ("all", list(results))]:
        jsd64, d_max = [r.jsd64 for r in group], [r.d_half_max for r in group]
        counts = "".join(f"{reached(group, goal):11}" for goal in GOALS)
        lines.append(
            f"{name:20}{np.median(jsd64):8.4f}{max(jsd64):8.4f}{np.median(d_max):9.3f}"
            f"{max(d_max):7.3f}{counts}{len(group):6}{sum(r.alarms for r in group):8}"
        )
    return "\n".join(lines)


def failures_table(results: Sequence[Outcome]) -> str:
    """Return the table of failures as text: how often the word was said, and what the cures bring.

    A failure counts as seen if its word was said on the way, as healed if the last word is another.
    """
    lines = [f"{'failure':20}{'word':12}{'runs':>5}{'seen':>6}{'healed':>8}  JSD (64)  last words"]
    for name, group in _by_target(results).items():
        word = FAILURES[name.removesuffix(CURED)].word
        last = Counter(r.health for r in group)
        told = ", ".join(f"{said} {count}" for said, count in last.most_common())
        seen = sum(word in r.said for r in group)
        healed = str(len(group) - last[word]) if name.endswith(CURED) else ""
        lines.append(
            f"{name:20}{word:12}{len(group):5}{seen:6}{healed:>8}"
            f"{np.median([r.jsd64 for r in group]):10.4f}  {told}"
        )
    return "\n".join(lines)


def unseen_table(results: Sequence[Outcome]) -> str:
    """Return the table of mixtures and columns, as text, with the totals."""
    lines = [f"{'target':20}{'JSD (64 bins)':>14}{'max|D-1/2|':>12}  word       false alarms"]
    for r in results:
        lines.append(
            f"{r.target:20}{r.jsd64:14.4f}{r.d_half_max:12.3f}  {r.health:10}{r.alarms:13}"
        )
    counts = ", ".join(
        f"{sum(r.jsd64 < limit for r in results)} with JSD < {limit}" for limit in UNSEEN_GOALS
    )
    collapses = sum(r.health == "collapsed" for r in results)
    return "\n".join([*lines, f"of {len(results)}: {counts}; collapsed: {collapses}"])
