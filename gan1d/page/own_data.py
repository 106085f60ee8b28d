"""Numbers of one's own: from a text to the `samples:...` that a run understands, and back."""

import re

from gan1d.data.catalogue import from_samples, read_samples
from gan1d.data.normals import Samples
from gan1d.saved import MAX_NUMBERS

QUOTES = "\"'"
_DECIMAL = re.compile(r"[+-]?\d*,\d+(e[+-]?\d+)?", re.IGNORECASE)  # 1,5 or ,5
# thousands: 1,234 and 1,234.5 and 1.234,5
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}((,\d{3})+(\.\d*)?|(\.\d{3})+,\d+)")
_ONE_INSIDE = re.compile(r"[^,.]*\d,\d[^,.]*")


class NoNumbersError(ValueError):
    """What is wrong with a text of numbers: the key of a sentence and what to fill in."""

    def __init__(self, key: str, **values: object) -> None:
        """Keep the parts, so that the page can say them in its language."""
        self.key, self.values = key, values
        super().__init__(f"{key} {values}")


def numbers(text: str) -> list[float]:
    """Return the numbers of a text, separated by blanks, commas, semicolons or line breaks.

    A first line without any number is taken for a heading. A comma between two digits is a decimal
    one where blanks or semicolons separate, or where a heading names one column.

    Raises:
        NoNumbersError: If there are none, something else stands among them, or a comma can be read
            two ways.
    """
    found: list[float] = []
    for line, fields in _lines(text):
        try:
            found += [float(field) for field in fields]
        except ValueError:
            if line == 1 and not any(map(_is_number, fields)):
                continue
            wrong = next(field for field in fields if not _is_number(field))
            raise NoNumbersError("own.not-a-number", line=line, text=wrong[:30]) from None
    if not found:
        raise NoNumbersError("own.empty")
    return found


def estimate(values: list[float], bandwidth: float, rule: str) -> Samples:
    """Return the smoothed distribution of some numbers.

    Raises:
        NoNumbersError: If they cannot be used, with the reason.
    """
    if len(values) > MAX_NUMBERS:
        raise NoNumbersError("own.too-many", count=len(values), most=MAX_NUMBERS)
    try:
        return from_samples(values, bandwidth, rule)
    except ValueError as error:
        raise NoNumbersError("own.refused", reason=str(error)) from None


def parts(spec: str) -> tuple[list[float], float]:
    """Return (values, bandwidth) of a `samples:...` text; no values for any other text."""
    kind, _, body = spec.partition(":")
    if kind != "samples":
        return [], 1.0
    values, bandwidth, _ = read_samples(body)
    return values, bandwidth


def rule(spec: str) -> str:
    """Return the rule of the bandwidth of a `samples:...` text; "" for any other text."""
    kind, _, body = spec.partition(":")
    return read_samples(body)[2] if kind == "samples" else ""


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Return (line number, fields) of every line that is not empty."""
    rows = [(line, _words(row)) for line, row in enumerate(text.splitlines(), 1)]
    if _has_decimal_commas(rows, _heading(text)):
        return [(line, [word.replace(",", ".") for word in row]) for line, row in rows if row]
    parts = [(line, [part for word in row for part in word.split(",")]) for line, row in rows]
    fields = [(line, [part.strip(QUOTES) for part in row]) for line, row in parts]
    return [(line, kept) for line, row in fields if (kept := list(filter(None, row)))]


def _words(row: str) -> list[str]:
    """Return what blanks and semicolons separate, and commas between quotes."""
    words = re.split(r"[\s;，；、]+", re.sub(r"([\"'])\s*,\s*\1", " ", row))
    return [word for word in (word.strip(QUOTES) for word in words) if word]


def _heading(text: str) -> str:
    """Return the first line if no number stands in it, else nothing."""
    first = next(iter(text.splitlines()), "")
    return "" if any(map(_is_number, re.split(r"[\s,;\"']+", first))) else first


def _has_decimal_commas(rows: list[tuple[int, list[str]]], heading: str) -> bool:
    """Return True if 1,5 is one number in these words, False if it separates two.

    Raises:
        NoNumbersError: If that cannot be told.
    """
    rows = [(line, row) for line, row in rows if not (line == 1 and heading)]
    words = [(line, word) for line, row in rows for word in row]
    alone = len(words) == 1 and words[0][1].count(",") > 1  # 152,160,171 is no one's number
    bare = [(line, word.rstrip(",")) for line, word in words]
    doubtful = [one for one in bare if _DECIMAL.fullmatch(one[1]) or _GROUPED.fullmatch(one[1])]
    if alone or not doubtful:
        return False
    others = any(re.search("[,.]", word) and not _ONE_INSIDE.fullmatch(word) for _, word in words)
    grouped = all(_GROUPED.fullmatch(word) for _, word in doubtful)
    apart = len(doubtful) > 1 and any(len(row) > 1 for _, row in rows)
    apart = apart or bool(heading and not re.search("[,;]", heading))
    if others or grouped or not apart:
        line, word = doubtful[0]
        raise NoNumbersError("own.comma", line=line, text=word[:30])
    return True


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
