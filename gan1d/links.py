"""A run as a link: its settings and its events, nothing else, to the query of a URL and back.

Replayed on the same kind of processor they give the same bits. Another kind rounds otherwise, and
within some fifty steps of the default recipe one sees that it is another run.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import Any
from urllib.parse import parse_qsl, urlencode

from gan1d.recipes import recipe
from gan1d.settings import KNOBS, Settings, SettingsError, checked, from_text

PAGE_PARAMETERS = (
    "lang",
    "speed",
    "at",
    "part",
    "b",
    "stop",
    "marks",
    "lecture",
    "hall",
    "hide",
    "embed",
    "embed_options",
)  # known here
MAX_QUERY = 2000  # bytes of a query with events in it
MAX_DATA = 6000  # bytes of data of one's own; a server refuses addresses that are much longer
MAX_EVENTS = 10_000  # of a run


HALVES = ("d", "g")  # names of the events that are half steps
GO_ON = "on"  # name of the event that lets a run go on after its schedule's end
MARKS = (*HALVES, GO_ON)  # names of the events that turn no knob
STEP_DIGITS = 12  # of an event at most
EVENTS_FORM = (
    "step:d, step:g, step:on or step:knob=value of a live knob, separated by commas, steps in order"
)


class TooManyEventsError(SettingsError):
    """A run would have more events than it may; `value` and `allowed` are their numbers."""

    def __str__(self) -> str:
        """Return both numbers in a sentence."""
        return f"a run with {self.value} events is not allowed; allowed: {self.allowed} at most"


def check_count(count: int) -> None:
    """See to it that a run may have so many events; a TooManyEventsError if not."""
    if count > MAX_EVENTS:
        raise TooManyEventsError("count", count, str(MAX_EVENTS))


@dataclass(frozen=True)
class Event:
    """Something done to a run when its step counter stood at `step`.

    Attributes:
        step: Value of the step counter when it came.
        name: "d" or "g" for an update of that net alone, "on" for going on after the schedule's
            end, else the live knob that was turned.
        value: The knob's new value; None for the others.
    """

    step: int
    name: str
    value: Any = None

    def __str__(self) -> str:
        """Return the event as in a link: `120:d`, `300:lr_d=0.02` or `3000:on`."""
        ending = "" if self.name in MARKS else f"={_as_text(self.value)}"
        return f"{self.step}:{self.name}{ending}"


def events_from_text(text: str) -> list[Event]:
    """Return the events of a link, in order; see `Event.__str__`.

    Raises:
        SettingsError: As in `checked_events`, or if a part is no event.
    """
    return events_from_parts(list(filter(None, text.split(","))))


def events_from_parts(parts: Sequence[str]) -> list[Event]:
    """Return the events of which each is one text; errors as in `events_from_text`."""
    check_count(len(parts))
    events: list[Event] = []
    for part in parts:
        step, _, action = part.partition(":")
        name, has_value, value = action.partition("=")
        known = _is_live(name) if has_value else name in MARKS
        if not step.isdecimal() or len(step) > STEP_DIGITS or not known:
            raise SettingsError("events", part, EVENTS_FORM)
        events.append(Event(int(step), name, from_text(name, value) if has_value else None))
    return checked_events(events)


def checked_events(events: Iterable[Event]) -> list[Event]:
    """Return events with their values in the kind of their knobs.

    Raises:
        SettingsError: If a name is none of an event, a step is no whole number from 0 of at most 12
            digits or smaller than the one before, a knob's value is not allowed, or there are more
            than 10,000.
    """
    found: list[Event] = []
    for event in events:
        live, least = _is_live(event.name), found[-1].step if found else 0
        in_order = isinstance(event.step, Integral) and least <= event.step < 10**STEP_DIGITS
        if not in_order or not (live or event.name in MARKS):
            raise SettingsError("events", str(event), EVENTS_FORM)
        value = checked(event.name, event.value) if live else None
        found.append(Event(int(event.step), event.name, value))
        check_count(len(found))
    return found


def _is_live(name: str) -> bool:
    return name in KNOBS and KNOBS[name].live


def to_query(settings: Settings, events: Iterable[Event] = ()) -> str:
    """Return the query of a run: `data`, whatever differs from the default, and the events.

    Events are left out if the query would pass 2,000 bytes with them, and data of one's own that
    takes more than 6,000 bytes is left out too: it does not fit into an address.
    """
    values = {"data": settings.data} | settings.differing(Settings())
    if not fits(settings.data):
        del values["data"]
    query = {name: _as_text(value) for name, value in values.items()}
    if (events := list(events)) and len(events) < MAX_QUERY / 4:  # of four bytes each at least
        longer = _encoded(query | {"events": ",".join(map(str, events))})
        if len(longer) <= MAX_QUERY:
            return longer
    return _encoded(query)


def to_options(settings: Settings, events: Iterable[Event] = ()) -> list[str]:
    """Return a run for the command line: its data, and what differs from the default."""
    changes = {"data": settings.data} | settings.differing(Settings())
    options = [f"--{name.replace('_', '-')}={_as_text(value)}" for name, value in changes.items()]
    if text := ",".join(map(str, events)):
        options.append(f"--events={text}")
    return [f'"{option}"' if ";" in option else option for option in options]


def fits(data: str) -> bool:
    """Return True if a text of data is short enough for a link."""
    return len(data) <= MAX_DATA


def parameters(query: str) -> dict[str, str]:
    """Return the parameters of a URL's query, with or without its question mark."""
    return dict(parse_qsl(query.removeprefix("?")))


def from_query(query: Mapping[str, str]) -> tuple[Settings, list[Event], list[SettingsError]]:
    """Return what a link says: settings, events, and the errors of the values left out.

    First comes `recipe`, then the knobs and `events`; the page's own names are passed over.

    Args:
        query: The parameters of a URL.
    """
    changes: dict[str, Any] = {}
    errors: list[SettingsError] = []  # without their frames, which know this list
    events: list[Event] = []
    for name in sorted(query.keys() - {"recipe", "events", *PAGE_PARAMETERS}):
        try:
            changes[name] = from_text(name, query[name])
        except SettingsError as error:
            errors.append(error.with_traceback(None))
    try:
        events = events_from_text(query.get("events", ""))
    except SettingsError as error:
        errors.append(error.with_traceback(None))
    base = Settings()
    try:
        base = recipe(query.get("recipe", "default"))
    except SettingsError as error:
        errors.append(error.with_traceback(None))
    return base.replace(**changes), events, errors


def _encoded(query: Mapping[str, str]) -> str:
    return urlencode(query, safe=":;,=/")


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "none" if value is None else str(value)
