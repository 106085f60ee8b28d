"""What a link says, read once when a page opens; from then on the stage alone writes the URL."""

from collections.abc import Mapping
from dataclasses import dataclass

from gan1d.links import Event, from_query
from gan1d.settings import KNOBS, Settings, SettingsError, recipe
from gan1d.ui.words import LANGUAGES

SPEED = 60.0  # steps a second
FASTEST = 1000.0
PAGE_NAMES = (
    "lang",
    "speed",
    "recipe",
    "part",
    "hide",
    "embed",
    "embed_options",
)  # no knobs, yet known


@dataclass(frozen=True)
class Link:
    """An opened link.

    Attributes:
        settings: The settings of the run.
        events: What is to be done to it again.
        lang: A key of `LANGUAGES`.
        speed: Steps a second, or "max" for as fast as it can.
        errors: The values that were left out.
    """

    settings: Settings
    events: list[Event]
    lang: str
    speed: float | str
    errors: list[SettingsError]


def read(query: Mapping[str, str], locale: str | None = None) -> Link:
    """Return what a query says: `recipe` is the base, then the knobs, `events`, `lang`, `speed`.

    A bad value is left out and the rest holds.

    Args:
        query: The URL's parameters.
        locale: The browser's language, for a link without `lang`.
    """
    settings, events, errors = from_query(query, PAGE_NAMES)
    bad = {error.name for error in errors}
    try:
        base = recipe(query.get("recipe", "default"))
    except SettingsError as error:
        base = recipe("default")
        errors.append(error)
    knobs = {name: getattr(settings, name) for name in KNOBS if name in query and name not in bad}
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
    return Link(base.replace(**knobs), events, lang, speed, errors)


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
    if not 1 <= speed <= FASTEST:
        raise SettingsError("speed", text, f"a number from 1 to {FASTEST:g}, or max")
    return speed
