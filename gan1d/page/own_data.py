"""Numbers of one's own: from a text or a file to the `samples:...` that a run understands."""

import re

from gan1d.data.catalogue import from_samples
from gan1d.saved import MAX_NUMBERS


class NoNumbersError(ValueError):
    """What is wrong with a text of numbers: the key of a sentence and what to fill in."""

    def __init__(self, key: str, **values: object) -> None:
        """Keep the parts, so that the page can say them in its language."""
        self.key, self.values = key, values
        super().__init__(f"{key} {values}")


def numbers(text: str) -> list[float]:
    """Return the numbers of a text, separated by blanks, commas, semicolons or line breaks.

    A first line without any number is taken for a heading.

    Raises:
        NoNumbersError: If there are none, or something else stands among them.
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


def column(raw: bytes, name: str) -> list[float]:
    """Return the numbers of a file of one column.

    Raises:
        NoNumbersError: If it is no text, has more than one column, or no numbers.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoNumbersError("own.not-text", name=name) from None
    lines = _lines(text)
    for line, fields in lines if len(lines) > 1 else []:
        if len(fields) > 1 and not (line == 1 and not any(map(_is_number, fields))):
            raise NoNumbersError("own.columns", line=line, count=len(fields))
    return numbers(text)


def samples(values: list[float], bandwidth: float) -> str:
    """Return the text of the smoothed distribution of some numbers.

    Raises:
        NoNumbersError: If they cannot be used, with the reason.
    """
    if len(values) > MAX_NUMBERS:
        raise NoNumbersError("own.too-many", count=len(values), most=MAX_NUMBERS)
    try:
        return from_samples(values, bandwidth).spec
    except ValueError as error:
        raise NoNumbersError("own.refused", reason=str(error)) from None


def parts(spec: str) -> tuple[list[float], float]:
    """Return (values, bandwidth) of a `samples:...` text; no values for any other text."""
    kind, _, body = spec.partition(":")
    if kind != "samples":
        return [], 1.0
    option, has_option, rest = body.partition(";")
    bandwidth = float(option.partition("=")[2]) if has_option else 1.0
    return [float(word) for word in (rest if has_option else body).split(",")], bandwidth


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Return (line number, fields) of every line that is not empty."""
    rows = [(i, re.split(r"[\s,;]+", row)) for i, row in enumerate(text.splitlines(), 1)]
    fields = [(i, [field.strip("\"'") for field in row if field]) for i, row in rows]
    return [(i, row) for i, row in fields if row]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
