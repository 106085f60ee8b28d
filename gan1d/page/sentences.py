"""What is said about a knob: what it does, why a value is refused, and its data for the stage."""

import re
from math import floor, log10
from typing import Any

from gan1d.data.catalogue import PRESETS
from gan1d.links import TooManyEventsError
from gan1d.runs.cost import TooDearError
from gan1d.runs.store import FullError
from gan1d.settings import KNOBS, Knob, SettingsError
from gan1d.words import table, words

# the knobs that stand in the stage itself
STAGE_KNOBS = ("data", "loss", "seed", "lr_d", "lr_g", "gamma", "k")
# ends of the sliders in the stage; a box beside each takes all that is allowed
TRACKS = {"lr_d": (1e-4, 1e-1), "lr_g": (1e-4, 1e-1), "gamma": (1e-3, 1e2), "k": (1, 20)}
GROUPS = ("training", "data", "penalties", "networks")  # in the order of the page
NUMBERS = ("int", "float")
MAX_SHOWN = 40  # characters of a refused value


def sentence(error: SettingsError, lang: str) -> str:
    """Return in one sentence which value is refused and what is allowed."""
    say = words(lang)
    value = str(error.value)
    value = value if len(value) <= MAX_SHOWN else value[: MAX_SHOWN - 1] + "…"
    if error.name == "setting":
        return say["refused.unknown"].format(value=value, choices=error.allowed)
    if isinstance(error, TooDearError | TooManyEventsError | FullError):
        return say[f"refused.{error.name}"].format(value=value, allowed=error.allowed)
    return say["refused"].format(name=error.name, value=value, allowed=_allowed(error, lang))


def _allowed(error: SettingsError, lang: str) -> str:
    say = words(lang)
    if error.name in ("speed", "events", "at", "hall", "stop", "marks"):
        return say[f"allowed.{error.name}"]
    if error.name in ("recipe", "lang", "hide", "part"):
        return say["allowed.choice"].format(choices=error.allowed)
    if error.name not in KNOBS:
        return error.allowed
    if KNOBS[error.name].kind == "text" and not error.allowed.startswith("data is"):
        return say["allowed.reason"].format(reason=reason(error.allowed, lang))
    return allowed_of(error.name, lang)


def reason(text: str, lang: str) -> str:
    """Return why data cannot be used, which is told in English, in the words of a language.

    A text that none of the English sentences of reasons.toml could have said stays as it is.
    """
    for key, english in table("reasons", "en").items():
        parts = re.split(r"\{(\w+)\}", english)
        holes = [f"(?P<{p}>.*)" if i % 2 else re.escape(p) for i, p in enumerate(parts)]
        if found := re.fullmatch("".join(holes), text, re.DOTALL):
            return words(lang)[key].format(**found.groupdict())
    return text


def allowed_of(name: str, lang: str) -> str:
    """Return in words which values a knob takes."""
    say, knob = words(lang), KNOBS[name]
    if knob.kind == "text":
        return say["allowed.data"].format(choices=", ".join(PRESETS))
    if knob.kind == "bool":
        return say["allowed.choice"].format(choices="true, false")
    if knob.kind == "choice":
        return say["allowed.choice"].format(choices=", ".join(knob.choices))
    kind = "optional" if knob.optional else knob.kind
    return say[f"allowed.{kind}"].format(low=_number(knob.low), high=_number(knob.high))


def _number(value: float) -> str:
    return f"{value:.10g}".replace("e-0", "e-")


def help_of(name: str, lang: str) -> str:
    """Return in one line what a knob does, its bounds and unit, and how it acts."""
    say, knob = words(lang), KNOBS[name]
    parts = [say[f"help.{name}"]]
    if knob.kind in NUMBERS:
        unit = say[f"unit.{knob.unit}"] if knob.unit else ""
        form = say["bounds.unit" if unit else "bounds"]
        parts.append(form.format(low=_number(knob.low), high=_number(knob.high), unit=unit))
    parts.append(say["turning.live" if knob.live else "turning.restart"])
    return ("" if lang == "zh" else " ").join(parts)


def stage_knobs(lang: str) -> list[dict[str, Any]]:
    """Return the knobs that stand in the stage as plain data, in the words of a language."""
    return [_schema(name, lang) for name in STAGE_KNOBS]


def _schema(name: str, lang: str) -> dict[str, Any]:
    knob = KNOBS[name]
    return {
        "name": name,
        "kind": knob.kind,
        "default": knob.default,
        "min": knob.low if knob.kind in NUMBERS else None,
        "max": knob.high if knob.kind in NUMBERS else None,
        "track": TRACKS.get(name),
        "scale": "log" if knob.log else "linear",
        "choices": list(PRESETS if name == "data" else knob.choices),
        "unit": words(lang)[f"unit.{knob.unit}"] if knob.unit else "",
        "acts": "live" if knob.live else "restart",
        "label": words(lang)[f"knob.{name}"],
        "help": help_of(name, lang),
        "allowed": allowed_of(name, lang),
    }


def step_of(knob: Knob) -> float:
    """Return how far one click of + or - goes: 1, 2 or 5 times a power of ten.

    About a tenth of the default; of 1 - default for memories near 1.
    """
    size: float = knob.default or knob.high / 50
    if knob.high < 1:
        size = min(size, 1 - size)
    power = 10.0 ** floor(log10(size / 10))
    step = power * max(nice for nice in (1, 2, 5) if nice * power <= 1.001 * size / 10)
    return max(1, round(step)) if knob.kind == "int" else step
