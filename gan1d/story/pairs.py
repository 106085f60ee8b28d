"""Ready-made pairs: two runs side by side on one seed, which differ in one knob.

After `SEEN` steps B has learnt the data and A has not: its JSD on 64 bins is `CLOSER` times smaller
at least, on seeds 0 to 2 (the test tries one).
"""

from dataclasses import dataclass

from gan1d.links import Event, to_query
from gan1d.settings import Settings
from gan1d.story.failures import FAILURES

SEEN = 700  # steps
CLOSER = 4.0
CURED_AT = 450  # step at which the collapse is cured: it has shown itself


@dataclass(frozen=True)
class Pair:
    """Two runs.

    Attributes:
        a: Settings of A.
        b: Settings of B.
        events: What is done to B on the way.
    """

    a: Settings
    b: Settings
    events: tuple[Event, ...] = ()


def _cured(name: str) -> Pair:
    failure = FAILURES[name]
    return Pair(failure.settings, failure.settings.replace(**failure.cure))


_COLLAPSE = FAILURES["collapse"]
PAIRS: dict[str, Pair] = {
    # one run up to the cure: what it heals had been there
    "collapse": Pair(
        _COLLAPSE.settings,
        _COLLAPSE.settings,
        tuple(Event(CURED_AT, name, value) for name, value in _COLLAPSE.cure.items()),
    ),
    "r1": _cured("cycling"),
    "k": Pair(Settings(k=1), Settings(k=5)),
    "beta1": _cured("adam"),
    "loss": _cured("vanishing"),
}


def listing() -> list[dict[str, str]]:
    """Return the pairs as the stage wants them: their names, and both runs as queries."""
    return [
        {"name": name, "a": to_query(pair.a), "b": to_query(pair.b, pair.events)}
        for name, pair in PAIRS.items()
    ]
