"""When a run is to stop: a condition as text and back, `jsd64<0.01`, `d-half<0.02`, `step=600`.

In a link and on a command line, where < has a meaning of its own, a colon may stand for the sign:
`jsd64:0.01`.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple, Protocol, Self

from gan1d.settings import SettingsError


class Measure(NamedTuple):
    """What a condition looks at.

    Attributes:
        field: The metric of a frame, or "step", its step counter.
        sign: "<": it holds below the limit; "=": from the limit on, which is a whole number.
        low: Smallest limit allowed.
        high: Largest limit allowed.
        probability: True if only a loss whose D is a probability has such a number.
    """

    field: str
    sign: str
    low: float
    high: float
    probability: bool = False


MEASURES = {
    "d-half": Measure("d_half_max", "<", 1e-6, 0.5, probability=True),
    "jsd64": Measure("jsd64", "<", 1e-6, 0.7),  # log 2 at most
    "step": Measure("step", "=", 1, 10_000_000),
}
ALLOWED = "; ".join(
    f"{name}{of.sign}NUMBER from {of.low:g} to {of.high:.10g}" for name, of in MEASURES.items()
)


class Seen(Protocol):
    """A frame, as far as a condition looks at it."""

    @property
    def step(self) -> int:
        """Return its step counter."""

    @property
    def metrics(self) -> Mapping[str, float]:
        """Return its metrics by name."""


@dataclass(frozen=True)
class Condition:
    """A frame is to be the last: max|D - 1/2| or the JSD is below a limit, or a step is reached.

    Attributes:
        name: A key of `MEASURES`.
        limit: In the unit of its measure: a pure number, nats, steps.
    """

    name: str
    limit: float

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the condition of a text.

        Raises:
            SettingsError: If it is none, or the limit is out of bounds.
        """
        found = re.fullmatch(r"\s*([\w-]+)\s*([<=:])\s*([\d.]+(?:e-?\d+)?)\s*", text, re.ASCII)
        name = found[1].replace("d_half_max", "d-half") if found else ""
        if found is None or name not in MEASURES or found[2] not in (MEASURES[name].sign, ":"):
            raise SettingsError("stop", text, ALLOWED)
        of = MEASURES[name]
        try:
            limit = float(found[3])
        except ValueError:  # 1.2.3
            limit = -1.0
        if not of.low <= limit <= of.high or (of.sign == "=" and limit % 1):
            raise SettingsError("stop", text, ALLOWED)
        return cls(name, limit)

    def __str__(self) -> str:
        """Return its text."""
        return f"{self.name}{MEASURES[self.name].sign}{self.limit:.10g}"

    def value(self, frame: Seen) -> float:
        """Return what it looks at in a frame; NaN where the loss has no such number."""
        field = MEASURES[self.name].field
        return float(frame.step) if field == "step" else frame.metrics[field]

    def holds(self, frame: Seen) -> bool:
        """Return True if a frame meets it; NaN never does."""
        value = self.value(frame)
        return value < self.limit if MEASURES[self.name].sign == "<" else value >= self.limit

    def to_json(self) -> dict[str, Any]:
        """Return it as the player in the browser takes it."""
        return asdict(self)


def measures() -> list[dict[str, Any]]:
    """Return what there is to look at as the player in the browser takes it."""
    return [{"name": name} | of._asdict() for name, of in MEASURES.items()]


class Stopped(NamedTuple):
    """Where a condition has ended a run.

    Attributes:
        when: The condition as text.
        step: Step counter of the first frame that met it.
        value: What it looked at, there.
    """

    when: str
    step: int
    value: float
