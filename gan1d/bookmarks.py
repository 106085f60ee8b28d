"""Bookmarks at frames of a run, with notes: as texts in a file, joined by commas in a link.

One is `INDEX:NOTE`, the index that of the frame. In a link, a comma in a note is written ~- and a
tilde ~~, so that `marks=20:leaves the gap,812:D says 1/2~- and JSD agrees` is two of them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from unicodedata import category

from gan1d.settings import SettingsError

MOST = 12  # of a run
LONGEST = 80  # characters of a note
MAX_INDEX = 10_000_000
ALLOWED = f"INDEX:NOTE, a frame up to {MAX_INDEX} once each, a note up to {LONGEST} characters"


@dataclass(frozen=True)
class Bookmark:
    """A frame that somebody wants to find again.

    Attributes:
        index: Of the frame.
        note: What is said of it, a line in any script; "" for nothing.
    """

    index: int
    note: str = ""

    def __str__(self) -> str:
        """Return it as in a file."""
        return f"{self.index}:{self.note}"


def from_texts(texts: Sequence[str]) -> tuple[list[Bookmark], list[SettingsError]]:
    """Return the bookmarks of some texts in the order of their frames, and what is wrong.

    A bad one is left out, and the first of them is told; of too many the first ones hold.
    """
    found: dict[int, Bookmark] = {}
    errors: list[SettingsError] = []
    if len(texts) > MOST:
        errors.append(SettingsError("marks", f"{len(texts)} bookmarks", f"{MOST} at most"))
    for text in texts[:MOST]:
        index, _, note = text.partition(":")
        plain = not any(category(character) in ("Cc", "Cs") for character in note)
        known = index.isdecimal() and len(index) <= len(str(MAX_INDEX)) and int(index) <= MAX_INDEX
        if known and int(index) not in found and len(note) <= LONGEST and plain:
            found[int(index)] = Bookmark(int(index), note)
        elif not errors:
            errors.append(SettingsError("marks", text, ALLOWED))
    return [found[index] for index in sorted(found)], errors


def from_link(text: str) -> tuple[list[Bookmark], list[SettingsError]]:
    """Return the bookmarks of a link, and what is wrong; see `from_texts`."""
    sign = {"~-": ",", "~~": "~"}
    parts = text.split(",") if text else []
    return from_texts([re.sub("~[-~]", lambda found: sign[found[0]], part) for part in parts])


def to_link(marks: Iterable[Bookmark]) -> str:
    """Return bookmarks as in a link, not yet encoded for a URL."""
    return ",".join(str(mark).replace("~", "~~").replace(",", "~-") for mark in marks)


def bounds(marks: Iterable[Bookmark] = ()) -> dict[str, Any]:
    """Return bookmarks, and how many and how long there may be, as the player takes them."""
    return {"list": [asdict(mark) for mark in marks], "most": MOST, "longest": LONGEST}
