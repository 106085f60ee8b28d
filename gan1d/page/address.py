"""What an address says, read once when a page opens; then the stage alone writes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gan1d import bookmarks
from gan1d.bookmarks import Bookmark
from gan1d.links import Event, from_query, parameters
from gan1d.runs.cost import TooDearError, check_cost
from gan1d.server.hall import find_hall, is_code
from gan1d.settings import KNOBS, Settings, SettingsError
from gan1d.stopping import Condition
from gan1d.words import LANGUAGES

SPEED = 60.0  # steps a second
MAX_SPEED = 1000.0
MAX_AT = 20_000  # frame
GROUPS = (
    "title",
    "sidebar",
    "language",
    "pair",
    "recipe",
    "own",
    "training",
    "penalties",
    "networks",
    "panels",
    "toolbar",
    "speed",
    "carpet",
    "story",
    "knobs",
    "stop",
    "marks",
    "diagnosis",
    "readouts",
    "history",
    "formulas",
)  # what can be hidden as a whole
PARTS = ("lesson", "algorithm", "value", "advice", "roles", "failures", "map")  # of the story
HIDEABLE = (*GROUPS, *PARTS, *KNOBS)


@dataclass(frozen=True)
class Address:
    """What a page was opened with.

    Attributes:
        settings: The settings of the run.
        events: What is to be done to it again.
        lang: A key of `LANGUAGES`.
        speed: Steps a second, or "max" for as fast as it can.
        errors: The values that were left out.
        hide: What a teacher has taken off the page, names in `HIDEABLE`; it acts all the same.
        at: Index of the frame to stop at; 0: it plays from the start.
        part: The part of the story that is open.
        hall: Code of the lecture it follows, or none.
        b: Settings and events of the run that stands beside it, or none.
        errors_of_b: The values of that one that were left out.
        stop: The condition at which the picture is to stop, or none.
        marks: Bookmarks of the run.
    """

    settings: Settings
    events: list[Event]
    lang: str
    speed: float | str
    errors: list[SettingsError]
    hide: frozenset[str] = frozenset()
    at: int = 0
    part: str | None = None
    hall: str | None = None
    stop: Condition | None = None
    marks: tuple[Bookmark, ...] = ()
    b: tuple[Settings, list[Event]] | None = None
    errors_of_b: list[SettingsError] = field(default_factory=list)


def read(query: Mapping[str, str], locale: str | None = None) -> Address:
    """Return what a query says: first `recipe`, then knobs, `events` and the page's names.

    A bad value is left out and the rest holds; a run too dear for a page is the default one.

    Args:
        query: The URL's parameters.
        locale: The browser's language, for a link without `lang`.
    """
    settings, events, errors = run_of(query)
    lang = "zh" if (locale or "").lower().startswith("zh") else "en"
    if query.get("lang", lang) in LANGUAGES:
        lang = query.get("lang", lang)
    else:
        errors.append(SettingsError("lang", query["lang"], ", ".join(LANGUAGES)))
    speed: float | str = SPEED
    try:
        speed = speed_of(query.get("speed", str(SPEED)))
    except SettingsError as error:
        errors.append(error)
    hide, unknown = hidden(query.get("hide", ""))
    if unknown:
        errors.append(SettingsError("hide", ", ".join(unknown), ", ".join(HIDEABLE)))
    at = query.get("at", "0")
    if not (at.isdecimal() and len(at) <= len(str(MAX_AT)) and int(at) <= MAX_AT):
        errors.append(SettingsError("at", at, f"a whole number from 0 to {MAX_AT}"))
        at = "0"
    part = query.get("part") or None
    if part not in (None, *PARTS):
        errors.append(SettingsError("part", part, ", ".join(PARTS)))
        part = None
    hall = query.get("hall") or None
    if hall is not None and not (is_code(hall) and find_hall(hall)):
        errors.append(SettingsError("hall", hall, "the code of a lecture that is being held"))
        hall = None
    stop = None
    try:
        stop = Condition.of(query["stop"]) if query.get("stop") else None
    except SettingsError as error:
        errors.append(error)
    marks, wrong = bookmarks.from_link(query.get("marks", ""))
    errors += wrong
    found = Address(
        settings, events, lang, speed, errors, hide, int(at), part, hall, stop, tuple(marks)
    )
    if not query.get("b"):
        return found
    settings, events, errors = second_of(query["b"], settings)
    return replace(found, b=(settings, events), errors_of_b=errors)


def run_of(query: Mapping[str, str]) -> tuple[Settings, list[Event], list[SettingsError]]:
    """Return what a query says of a run, as `from_query`; one too dear is the default one."""
    settings, events, errors = from_query(query)
    try:
        check_cost(settings, events)
    except TooDearError as error:
        errors.append(error)
        settings, events = Settings(), []
    return settings, events, errors


def second_of(query: str, a: Settings) -> tuple[Settings, list[Event], list[SettingsError]]:
    """Return what the query of B says, see `run_of`; its data, if it names none, are those of A."""
    settings, events, errors = run_of(parameters(query))
    if "data" not in parameters(query):
        settings = settings.replace(data=a.data)
    return settings, events, errors


def hidden(text: str) -> tuple[frozenset[str], list[str]]:
    """Return the names in a list separated by commas that can be hidden, and those that cannot."""
    names = dict.fromkeys(filter(None, map(str.strip, text.split(","))))
    known = frozenset(names.keys() & set(HIDEABLE))
    return known, [name for name in names if name not in known]


def speed_of(text: str) -> float | str:
    """Return a speed in steps a second, or "max".

    Raises:
        SettingsError: If it is neither "max" nor a number from 1 to 1000.
    """
    if text == "max":
        return text
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 1 <= speed <= MAX_SPEED:
        raise SettingsError("speed", text, f"a number from 1 to {MAX_SPEED:g}, or max")
    return speed
