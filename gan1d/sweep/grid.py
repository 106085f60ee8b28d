"""What a sweep computes: every combination of some knobs' values and some seeds, by number.

A knob's values are a list or, as text, "0.001,0.01,0.1" or a range start:stop:count, evenly spaced,
with ":log" behind it by equal factors; both ends belong to it. How many runs that makes is known
before any value is made, and no list of runs is ever made.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gan1d.data.distribution import Distribution
from gan1d.recipes import recipe
from gan1d.settings import KNOBS, Settings, SettingsError, allowed, checked, from_text, knob_of

LIMIT = 10_000_000  # runs of a sweep
DIGITS = 12  # of a value in a range: 0.001, not 0.0010000000000000002
RANGE = "or a range start:stop:count, start < stop, or start:stop:count:log"

Values = Sequence[Any]


class _Plan(NamedTuple):
    """How many values there will be, and how they are made."""

    total: int
    make: Callable[[], Values]


class Grid:
    """The runs of a sweep, numbered from 0: the seed turns fastest, then the last of `KNOBS`.

    Attributes:
        knobs: The values of every knob that is given, in the order of `KNOBS`; then of "seed".
        base: The settings that all runs share; what `knobs` names is the first of its values.
    """

    def __init__(
        self,
        knobs: Mapping[str, Any],
        seeds: str | Values = range(8),
        start: str = "default",
        limit: int = LIMIT,
    ) -> None:
        """Lay out a grid.

        Args:
            knobs: Of each knob, by name, its values: a list, a text (see above) or one value. Data
                is never split: a name, a text such as "mixture:...", a distribution, or a list.
            seeds: Whole numbers, or a text as "0-31" or "1,2,3".
            start: The recipe that the knobs change.
            limit: Runs it may have.

        Raises:
            SettingsError: If a name or a value is not allowed, a value stands twice, there is
                nothing to do, or more runs than it may have.
        """
        if "seed" in knobs:
            raise SettingsError("seed", knobs["seed"], "seeds = 0-31 or 1,2,3 instead")
        plans = {name: _plan(name, given) for name, given in knobs.items()}
        plans = {name: plans[name] for name in KNOBS if name in plans}
        plans["seed"] = _plan_of_seeds(seeds, limit)
        size = 1
        for plan in plans.values():
            size *= plan.total
        if size > limit:
            raise SettingsError("sweep", f"{size:,} runs", f"{limit:,} runs at most")
        self.knobs = {name: plan.make() for name, plan in plans.items()}
        for name, values in self.knobs.items():
            seen = set[Any]()
            for value in () if isinstance(values, range) else values:
                if value in seen:
                    raise SettingsError(name, value, "each value once")
                seen.add(value)
        first = {name: values[0] for name, values in self.knobs.items()}
        self.base = recipe(start).replace(**first)
        self.size = size

    def settings(self, run: int) -> Settings:
        """Return the settings of a run by its number."""
        settings = copy(self.base)
        for name, values in reversed(self.knobs.items()):
            run, place = divmod(run, len(values))
            object.__setattr__(settings, name, values[place])  # it is checked already
        return settings

    def columns(self, runs: NDArray[np.int64]) -> dict[str, list[Any]]:
        """Return every knob's value in some runs, by name in the order of `KNOBS`."""
        columns = {name: [getattr(self.base, name)] * len(runs) for name in KNOBS}
        for name, values in reversed(self.knobs.items()):
            runs, places = np.divmod(runs, len(values))
            columns[name] = [values[place] for place in places.tolist()]
        return columns

    @property
    def digest(self) -> str:
        """Return a text that only the very same sweep has."""
        digest = sha256(json.dumps(self.base.to_json(), sort_keys=True).encode())
        for name, values in self.knobs.items():
            digest.update(json.dumps([name, *values]).encode())
        return digest.hexdigest()

    def __str__(self) -> str:
        """Return how many values of which knob there are."""
        return " x ".join(f"{len(values)} {name}" for name, values in self.knobs.items())


def seeds_from_text(text: str, most: int) -> Values:
    """Return the seeds of "0-31" or "1,2,3" or both, counted before they are made.

    Raises:
        SettingsError: If the text is not of that kind, or there are more than `most` seeds or none.
    """
    parts: list[range] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        if not first.isdecimal() or not (last or first).isdecimal():
            raise SettingsError("seeds", text, "whole numbers >= 0 as 0-31 or 1,2,3")
        parts.append(range(from_text("seed", first), from_text("seed", last or first) + 1))
    count = sum(map(len, parts))
    if count > most:
        raise SettingsError("seeds", text, f"{most} seeds at most")
    if not count:
        raise SettingsError("seeds", text, "at least one")
    return parts[0] if len(parts) == 1 else [seed for part in parts for seed in part]


def text_of(name: str, values: Values) -> str:
    """Return values of a knob as the command line takes them: as a range where they are one."""
    known = KNOBS[name].kind in ("int", "float") and None not in values and len(values) > 2
    for kind in (":log", "") if known else ():
        text = f"{values[0]:g}:{values[-1]:g}:{len(values)}{kind}"
        with suppress(SettingsError):
            if list(_plan(name, text).make()) == list(values):
                return text
    return ",".join(_word(value) for value in values)


def _word(value: Any) -> str:
    if isinstance(value, float):
        short = f"{value:g}"
        return short if float(short) == value else repr(value)
    return (
        "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    )


def text_of_seeds(seeds: Values) -> str:
    """Return seeds as the command line takes them."""
    if len(seeds) > 1 and list(seeds) == list(range(seeds[0], seeds[-1] + 1)):
        return f"{seeds[0]}-{seeds[-1]}"
    return ",".join(map(str, seeds))


def _plan_of_seeds(given: str | Values, limit: int) -> _Plan:
    seeds = seeds_from_text(given, limit) if isinstance(given, str) else given
    if isinstance(seeds, range) and seeds:
        for end in (seeds[0], seeds[-1]):
            checked("seed", end)
        return _Plan(len(seeds), lambda: seeds)
    return _plan("seed", seeds)


def _plan(name: str, given: Any) -> _Plan:
    """Return how many values a knob will have; the values themselves are not there yet."""
    knob = knob_of(name)
    if isinstance(given, Distribution):
        given = given.spec
    if isinstance(given, str) and knob.kind != "text":
        if ":" in given:
            return _plan_of_range(name, given)
        texts = given.split(",")
        return _Plan(len(texts), lambda: [_one(name, text) for text in texts])
    several = isinstance(given, (Sequence, np.ndarray)) and not isinstance(given, str)
    values = given if several else [given]
    if not len(values):
        raise SettingsError(name, [], "at least one value")
    return _Plan(len(values), lambda: [_plain(name, value) for value in values])


def _one(name: str, text: str) -> Any:
    try:
        return from_text(name, text)
    except SettingsError as error:
        ranges = f"; values as a,b,c {RANGE}" if KNOBS[name].kind in ("int", "float") else ""
        raise SettingsError(name, text, f"{allowed(name)}{ranges}") from error


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Distribution):
        return checked(name, value.spec)
    return checked(name, value.item() if isinstance(value, np.generic) else value)


def _plan_of_range(name: str, text: str) -> _Plan:
    def refused(what: str) -> SettingsError:
        return SettingsError(name, text, f"{what}: {allowed(name)}, {RANGE}")

    if KNOBS[name].kind not in ("int", "float"):
        raise SettingsError(name, text, allowed(name))
    ends, more = text.split(":")[:2], text.split(":")[2:]
    if len(more) not in (1, 2) or more[1:] not in ([], ["log"]):
        raise refused("start:stop:count")
    known = more[0].isdecimal() and len(more[0]) <= len(str(LIMIT))
    count, log = int(more[0]) if known else 0, more[1:] == ["log"]
    if count < 2:
        raise refused(f"a count from 2 to {LIMIT}")
    start, stop = (_one(name, end) for end in ends)
    if start is None or stop is None or not start < stop:
        raise refused("start < stop")
    if log and start <= 0:
        raise refused("start > 0")

    def make() -> Values:
        whole = KNOBS[name].kind == "int"
        values = [_between(start, stop, i / (count - 1), log) for i in range(count)]
        values = [round(value) for value in values] if whole else values
        values[0], values[-1] = start, stop
        if len(set(values)) < count:
            raise refused(f"{count} different values between these ends")
        return values

    return _Plan(count, make)


def _between(start: float, stop: float, share: float, log: bool) -> float:
    value = start * (stop / start) ** share if log else start + (stop - start) * share
    return float(f"{value:.{DIGITS}g}")
