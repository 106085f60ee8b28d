"""Eight ways to fail on purpose, each with its cure: settings, the word they earn, what heals them.

A failure is seen within `SHOWN` steps, ten seconds at the page's pace; its cure is one change, in
the failing run and with `HEALING` more steps, or from the start. What is said here is measured by
`python -m gan1d bench convergence --failures`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gan1d.frames.diagnosis import CONVERGED_JSD
from gan1d.links import Event, to_query
from gan1d.settings import KNOBS, Settings

SHOWN = 600  # steps in which every failure has shown itself
HEALING = 1800  # steps a cure in the failing run is given


@dataclass(frozen=True)
class Failure:
    """Settings that fail, and the change that heals them.

    Attributes:
        settings: What fails.
        word: What the diagnosis says of it.
        cure: The knobs to turn, and to what.
        source: Where this is explained: authors and year, and the arXiv number.
        jsd64: JSD on 64 bins, nats: when the cure begins, or where a failure is past healing the
            last finite one, and at the end of the cure; medians over seeds 0 to 9, as measured.
        ends: What the diagnosis says at the end of the cure.
        shown: Steps in which this one shows itself, on 9 of 10 seeds or more; a live cure comes
            then.
        lost: True if nothing can be healed in the running nets, and the cure must start again.
    """

    settings: Settings
    word: str
    cure: Mapping[str, Any]
    source: tuple[str, str]
    jsd64: tuple[float, float]
    ends: str = "converged"
    shown: int = SHOWN
    lost: bool = False

    @property
    def acts_live(self) -> bool:
        """Return True if the cure heals the running nets, False if it starts again."""
        return not self.lost and all(KNOBS[name].live for name in self.cure)

    def cured(self, steps: int = HEALING) -> tuple[Settings, list[Event]]:
        """Return the run of the cure: settings, and events where it acts live.

        Live, it fails for `shown` steps and is healed in the following ones, on a longer schedule;
        else it is healthy from the start, and as long as without the cure.

        Args:
            steps: Length of a live healing.
        """
        if not self.acts_live:
            return self.settings.replace(**self.cure), []
        turned = {**self.cure, "steps": self.shown + steps}
        changes = self.settings.replace(**turned).differing(self.settings)
        return self.settings, [Event(self.shown, name, value) for name, value in changes.items()]

    def turns(self) -> list[tuple[str, Any, Any]]:
        """Return (knob, value that fails, value that heals) of the cure."""
        return [(name, getattr(self.settings, name), to) for name, to in self.cure.items()]


FAILURES: dict[str, Failure] = {
    # D's slope is free: G runs after the steepest place, and both modes end on one.
    "collapse": Failure(
        Settings(gamma=0.0),
        "collapsed",
        {"gamma": 0.1},
        ("Huang et al. 2024", "2501.05441"),
        (0.35, 0.0015),
    ),
    # G starts far away, D is soon sure, and log(1 - D) is flat there. Adam would hide that.
    "vanishing": Failure(
        Settings(
            data="normal",
            start_mean=4.0,
            loss="minimax",
            optimiser="sgd",
            beta1=0.0,
            gamma=0.0,
            lr_d=0.02,
            lr_g=0.005,
        ),
        "vanishing",
        {"loss": "non-saturating"},
        ("Goodfellow et al. 2014", "1406.2661"),
        (0.69, 0.0041),
        ends="learning",
    ),
    "cycling": Failure(
        Settings(data="normal", start_mean=2.0, k=1, gamma=0.0, lr_d=4e-3, lr_g=1e-2),
        "cycling",
        {"gamma": 1.0},
        ("Mescheder et al. 2018", "1801.04406"),
        (0.35, 0.0003),
    ),
    "blind": Failure(
        Settings(gamma=100.0),
        "weak-d",
        {"gamma": 0.1},
        ("Goodfellow et al. 2014", "1406.2661"),
        (0.29, 0.0017),
    ),
    "strong": Failure(
        Settings(data="normal", start_mean=4.0, lr_g=1e-5),
        "strong-d",
        {"lr_g": 6e-3},
        ("Arjovsky & Bottou 2017", "1701.04862"),
        (0.69, 0.00002),
    ),
    "explosion": Failure(
        Settings(lr_g=1.0),
        "diverged",
        {"lr_g": 6e-3},
        ("Kingma & Ba 2014", "1412.6980"),
        (0.69, 0.0027),
        lost=True,
    ),
    "small": Failure(
        Settings(width_d=1),
        "weak-d",
        {"width_d": 128},
        ("Arora et al. 2017", "1703.00573"),
        (0.41, 0.0027),
    ),
    "adam": Failure(
        Settings(data="normal", k=1, lr_d=5e-3, lr_g=5e-3, beta1=0.9),
        "cycling",
        {"beta1": 0.5},
        ("Radford et al. 2015", "1511.06434"),
        (0.43, 0.0001),
    ),
}


def listing() -> list[dict[str, Any]]:
    """Return the gallery as the page wants it, ready for JSON; `fail` and `cured` are queries."""
    return [
        {
            "name": name,
            "word": failure.word,
            "settings": failure.settings.to_json(),
            "changes": failure.settings.differing(Settings()),
            "turns": failure.turns(),
            "live": failure.acts_live,
            "fail": to_query(failure.settings),
            "cured": to_query(*failure.cured()),
            "healing": HEALING,
            "shown": failure.shown,
            "ends": failure.ends,
            "close": CONVERGED_JSD,
            "source": failure.source,
            "jsd64": failure.jsd64,
        }
        for name, failure in FAILURES.items()
    ]
