"""What a training step costs, where the time goes, and how soon a run is there.

All times are of one thread's processor time (`time.thread_time`), so that a neighbour's load does
not count as ours; what is compared is measured in turn in this one process; and a median is taken,
because machines are noisy. No other thread helps:
`gan1d.training` sees to it.
"""

from collections.abc import Callable, Iterator, Mapping
from statistics import median
from time import thread_time
from typing import Any, NamedTuple

from gan1d.frames.recording import Frame, Recording, View
from gan1d.recipes import recipe
from gan1d.settings import Settings
from gan1d.training.by_hand import FastTrainer
from gan1d.training.engines import trainer_for
from gan1d.training.trainer import Trainer

Progress = Callable[[int, int], None]
Job = tuple[Callable[[], Any], int]  # what is called, and how often in a round

RECIPES = ("default", "paper", "tutorial")
GOALS = (0.01, 0.001)  # JSD on 64 bins, nats
GOAL_DATA = ("bimodal", "normal")
LOOK_EVERY = 10  # steps between two looks at the JSD
# One knob at a time away from the default recipe, from small to large.
GROWTH: dict[str, tuple[dict[str, Any], ...]] = {
    "width of D": tuple({"width_d": width} for width in (32, 64, 128, 256)),
    "width of G": tuple({"width_g": width} for width in (16, 32, 64, 128)),
    "depth of D": tuple({"depth_d": depth} for depth in (1, 2, 3)),
    "depth of G": tuple({"depth_g": depth} for depth in (1, 2, 3, 4)),
    "batch of both": tuple({"batch_d": n, "batch_g": 2 * n} for n in (32, 64, 128, 256)),
}
# What a step consists of, by the trainer's methods.
PHASES = {
    "sampling": ("sampler.for_d", "sampler.for_g"),
    "D gradient": ("_gradient_d",),
    "G gradient": ("_gradient_g",),
    "optimiser": ("_descend_d", "_descend_g", "_average"),
}


class Step(NamedTuple):
    """A step of a recipe by autograd and by ours, ms, and how many times ours is faster."""

    recipe: str
    plain_ms: float
    ours_ms: float
    ratio: float


class Phase(NamedTuple):
    """A part of a step, ms, and its share of the step; "frame" comes on top of the step."""

    phase: str
    ms: float
    share: float


class Growth(NamedTuple):
    """A step of the default recipe with one knob turned to a value, ms."""

    knob: str
    value: int
    ms: float


class Goal(NamedTuple):
    """When runs first had a JSD on 64 bins below a goal.

    Attributes:
        data: The target.
        jsd64: The goal, nats.
        runs: How many runs.
        reached: How many of them reached it within their schedule.
        steps: Median of the steps it took; None unless most runs reached it.
        seconds: Median of the time these steps took; looking on does not count.
    """

    data: str
    jsd64: float
    runs: int
    reached: int
    steps: float | None
    seconds: float | None


class Speed(NamedTuple):
    """All that `speed` measures."""

    steps: list[Step]
    phases: list[Phase]
    growth: list[Growth]
    goals: list[Goal]


class _Count:
    """Counts what is done of what there is to do."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.done, self.total, self.progress = 0, total, progress

    def __call__(self) -> None:
        self.done += 1
        if self.progress:
            self.progress(self.done, self.total)


def in_turn(jobs: Mapping[Any, Job], rounds: int, tick: Callable[[], None]) -> dict[Any, float]:
    """Return the median time of a call of each job, ms.

    Args:
        jobs: By any name.
        rounds: In each, every job has its turn; a first call of each is not counted.
        tick: Called after each round.
    """
    times: dict[Any, list[float]] = {name: [] for name in jobs}
    for call, _ in jobs.values():
        call()
    for _ in range(rounds):
        for name, (call, times_a_round) in jobs.items():
            begin = thread_time()
            for _ in range(times_a_round):
                call()
            times[name].append((thread_time() - begin) / times_a_round)
        tick()
    return {name: 1e3 * median(spent) for name, spent in times.items()}


def speed(quick: bool = False, progress: Progress | None = None) -> Speed:
    """Return what steps cost; two minutes on an idle machine, a few seconds if quick.

    Args:
        quick: Fewer rounds and runs: rough numbers.
        progress: Called with (parts done, all parts) now and then.
    """
    rounds, seeds = (3, 1) if quick else (15, 5)
    tick = _Count(3 * rounds + len(GOAL_DATA) * seeds, progress)
    return Speed(
        steps(rounds, tick),
        phases(10 * rounds, rounds, tick),
        growth(rounds, tick),
        [goal for data in GOAL_DATA for goal in goals(data, seeds, tick)],
    )


def steps(rounds: int, tick: Callable[[], None]) -> list[Step]:
    """Return what a step of each recipe costs, by autograd and by ours."""
    # here, because PyTorch takes longer to load than all the rest
    from gan1d.training.by_autograd import AutogradTrainer

    jobs: dict[tuple[str, bool], Job] = {}
    for name in RECIPES:
        settings = recipe(name)
        jobs[name, False] = AutogradTrainer(settings).advance, 5
        jobs[name, True] = FastTrainer(settings).advance, 20
    ms = in_turn(jobs, rounds, tick)
    times = {name: (ms[name, False], ms[name, True]) for name in RECIPES}
    return [Step(name, plain, ours, plain / ours) for name, (plain, ours) in times.items()]


def phases(count: int, rounds: int, tick: Callable[[], None]) -> list[Phase]:
    """Return what the parts of a step of the default recipe cost, and its frame.

    Args:
        count: Steps in each round.
        rounds: After each, `tick` is called.
        tick: See above.
    """
    trainer = FastTrainer(Settings())
    view, recording = View(trainer.p_data, trainer.p_z), Recording(1)
    spent = dict.fromkeys(PHASES, 0.0)
    for phase, methods in PHASES.items():
        for method in methods:
            _watch(trainer, method, spent, phase)
    times: dict[str, list[float]] = {name: [] for name in (*PHASES, "rest", "frame")}
    for i in range(rounds * count):
        spent.update(dict.fromkeys(PHASES, 0.0))
        begin = thread_time()
        trainer.advance()
        after = thread_time()
        recording.append(Frame.of(trainer, view))
        frame = thread_time() - after
        rest = after - begin - sum(spent.values())
        for name, time in {**spent, "rest": rest, "frame": frame}.items():
            times[name].append(1e3 * time)
        if (i + 1) % count == 0:
            tick()
    ms = {name: median(values) for name, values in times.items()}
    step = sum(ms.values()) - ms["frame"]
    return [Phase(name, time, time / step) for name, time in ms.items()]


def _watch(trainer: Trainer, method: str, spent: dict[str, float], phase: str) -> None:
    """Let a method of a trainer, or of a part of it, add its time to `spent`."""
    *part, name = method.split(".")
    owner = getattr(trainer, part[0]) if part else trainer
    inner = getattr(owner, name)

    def timed(*args: Any) -> Any:
        begin = thread_time()
        result = inner(*args)
        spent[phase] += thread_time() - begin
        return result

    setattr(owner, name, timed)


def growth(rounds: int, tick: Callable[[], None]) -> list[Growth]:
    """Return what a step costs with nets and batches of other sizes."""
    jobs: dict[tuple[str, int], Job] = {
        (knob, next(iter(changes.values()))): (FastTrainer(Settings(**changes)).advance, 10)
        for knob, points in GROWTH.items()
        for changes in points
    }
    ms = in_turn(jobs, rounds, tick)
    return [Growth(knob, value, time) for (knob, value), time in ms.items()]


def goals(data: str, seeds: int, tick: Callable[[], None]) -> list[Goal]:
    """Return when runs of the default recipe reach the goals, seeds 0, 1, ..."""
    runs = []
    for seed in range(seeds):
        runs.append(list(_arrivals(Settings(data=data, seed=seed))))
        tick()
    found = []
    for i, goal in enumerate(GOALS):
        there = [run[i] for run in runs if len(run) > i]
        when: tuple[float | None, float | None] = None, None
        if 2 * len(there) > seeds:
            when = median(step for step, _ in there), median(seconds for _, seconds in there)
        found.append(Goal(data, goal, seeds, len(there), *when))
    return found


def _arrivals(settings: Settings) -> Iterator[tuple[int, float]]:
    """Yield (step, seconds of training) where a run first is below each goal, largest first."""
    trainer = trainer_for(settings)
    view = View(trainer.p_data, trainer.p_z)
    seconds, left = 0.0, list(GOALS)
    while left and trainer.step < trainer.ends:
        begin = thread_time()
        for _ in range(LOOK_EVERY):
            trainer.advance()
        seconds += thread_time() - begin
        jsd64 = Frame.of(trainer, view).metrics["jsd64"]
        while left and jsd64 < left[0]:
            left.pop(0)
            yield trainer.step, seconds


def speed_table(speed: Speed) -> str:
    """Return all of it as text."""
    lines = ["ms are medians of one thread's processor time; what is compared ran in turn.", ""]
    lines += [f"{'a step':16}{'autograd':>12}{'ours':>12}{'ratio':>8}"]
    for s in speed.steps:
        lines += [f"{s.recipe:16}{s.plain_ms:9.3f} ms{s.ours_ms:9.3f} ms{s.ratio:8.1f}"]
    lines += ["", f"{'default recipe':16}{'a step':>12}{'share':>8}"]
    for p in speed.phases:
        beside = "  beside the step" if p.phase == "frame" else ""
        lines += [f"{p.phase:16}{p.ms:9.3f} ms{p.share:8.0%}{beside}"]
    lines += ["", "a step with"]
    for knob in dict.fromkeys(g.knob for g in speed.growth):
        costs = (f"{g.value:6} {g.ms:6.3f} ms" for g in speed.growth if g.knob == knob)
        lines += [f"{knob:16}" + "".join(costs)]
    lines += ["", f"{'until':16}{'JSD (64 bins)':>14}{'steps':>8}{'time':>10}{'runs':>8}"]
    for g in speed.goals:
        when = f"{'-':>8}{'-':>10}"
        if g.steps is not None:
            when = f"{g.steps:8.0f}{g.seconds:8.2f} s"
        lines += [f"{g.data:16}{'<' + str(g.jsd64):>14}{when}{g.reached:5}/{g.runs}"]
    return "\n".join(lines)
