"""A run as a file and back: all its settings, all its events, every number to its last bit.

What a link cannot hold is here: 20,000 numbers of one's own and 10,000 events fit. It is JSON,

    {"gan1d": 1, "settings": {"data": "claw", "seed": 3}, "events": ["120:d", "300:k=5"], "at": 420,
     "marks": ["20:leaves the gap"]}

of which `settings` may name any knobs, the others being those of the default recipe; `events` are
those of a link, `at` is the index of the frame where it opens, `marks` are bookmarks, frame and
note. The last three may be missing.
"""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from gan1d.bookmarks import Bookmark, from_texts
from gan1d.links import Event, events_from_parts
from gan1d.settings import Settings, SettingsError, allowed, checked, knob_of

VERSION = 1  # of the format
MAX_BYTES = 1_000_000  # of a file
MAX_NUMBERS = 20_000  # of one's own
MAX_AT = 10_000_000  # frame
NAMES = ("gan1d", "settings", "events", "at", "marks")
FORM = 'JSON of a run: {"gan1d": 1, "settings": {"knob": value}, "events": ["120:d"], "at": 420}'


class Saved(NamedTuple):
    """What a file says of a run.

    Attributes:
        settings: What it starts with.
        events: What is done to it on the way.
        at: Index of the frame where it opens; 0: it plays from the start.
    """

    settings: Settings
    events: list[Event]
    at: int = 0


def write_run(
    settings: Settings, events: Iterable[Event] = (), at: int = 0, marks: Iterable[Bookmark] = ()
) -> str:
    """Return the text of a file that `read_run` makes the same run of."""
    whole = {"gan1d": VERSION, "settings": settings.to_json()}
    whole |= {"events": list(map(str, events)), "at": at}
    if texts := list(map(str, marks)):
        whole["marks"] = texts
    return json.dumps(whole)


def read_run(text: str | bytes) -> Saved:
    """Return the run of a file, without its bookmarks; see `read_whole`."""
    return read_whole(text)[0]


def read_whole(text: str | bytes) -> tuple[Saved, tuple[Bookmark, ...]]:
    """Return the run of a file and its bookmarks, all of which is looked at before.

    Args:
        text: Of the file, in UTF-8 where it is bytes.

    Raises:
        SettingsError: If it is longer than 1,000,000 bytes, no such file, or a name or value in it
            is not allowed; it names the first one that is not.
    """
    raw = text.encode("utf-8", "replace") if isinstance(text, str) else text
    check_size(len(raw))
    found = _parsed(raw)
    if found.get("gan1d") != VERSION or isinstance(found["gan1d"], bool):
        raise SettingsError("gan1d", found.get("gan1d"), f"{VERSION}")
    for name in found.keys() - NAMES:
        raise SettingsError("file", name, ", ".join(NAMES))
    settings, events, at, texts = (found.get(name, empty) for name, empty in _EMPTY.items())
    if not isinstance(settings, dict):
        raise SettingsError("settings", _short(settings), '{"knob": value, ...}')
    if not isinstance(events, list) or not all(isinstance(event, str) for event in events):
        raise SettingsError("events", _short(events), 'a list of texts such as "120:d"')
    if not isinstance(at, int) or isinstance(at, bool) or not 0 <= at <= MAX_AT:
        raise SettingsError("at", _short(at), f"a whole number from 0 to {MAX_AT}")
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise SettingsError("marks", _short(texts), 'a list of texts such as "20:note"')
    marks, errors = from_texts(texts)
    if errors:
        raise errors.pop()  # an error knows this frame
    values = {name: _value(name, value) for name, value in settings.items()}
    return Saved(Settings().replace(**values), events_from_parts(events), at), tuple(marks)


def check_size(count: int) -> None:
    """See to it that a file is not too long.

    Raises:
        SettingsError: If it has more than 1,000,000 bytes.
    """
    if count > MAX_BYTES:
        raise SettingsError("bytes", count, f"{MAX_BYTES} at most")


_EMPTY: dict[str, Any] = {"settings": {}, "events": [], "at": 0, "marks": []}


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # no UTF-8, no JSON, a number of thousands of digits
        found = None
    if not isinstance(found, dict):
        raise SettingsError("file", _short(raw[:40].decode("utf-8", "replace")), FORM)
    return found


def _value(name: str, value: Any) -> Any:
    """Return the value of a knob; an error as in `read_run`."""
    kind = knob_of(name).kind
    if kind == "text" and isinstance(value, str):
        count = value.count(",") + 1
        if value.strip().lower().startswith("samples:") and count > MAX_NUMBERS:
            raise SettingsError("numbers", count, f"{MAX_NUMBERS} at most")
    elif kind == "text" or not isinstance(value, str | int | float | bool | None):
        raise SettingsError(name, _short(value), allowed(name))
    return checked(name, value)


def _short(value: Any) -> str:
    return f"{value!r:.60}"
