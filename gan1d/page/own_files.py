"""A file of one's own: its columns of numbers, and for each how many rows are used and why not all.

What a comma means in a column is for `own_data.numbers` to say.
"""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from gan1d.page.own_data import NoNumbersError, numbers
from gan1d.saved import MAX_NUMBERS

MOST_ROWS, MOST_COLUMNS = 1_000_000, 500
MISSING = {"", "na", "n/a", "nan", "null", "none", "-", "--", "?", "."}
SHOWN = 30  # characters of a cell in a sentence
_NUMBER = re.compile(r"[+-]?[\d.,]*\d[\d.,]*(e[+-]?\d+)?", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx, .ods; .xls
Cells = list[tuple[int, str]]  # (line, text)


@dataclass(frozen=True)
class Column:
    """The numbers of a column, in the order of its rows.

    Attributes:
        values: At most 20,000, finite; of more, 20,000 evenly spaced ones in the order of size.
        rows: How many rows there are below the heading.
        missing: How many of them are empty, or say so (NA, null, ...).
        wrong: How many hold something else that is no finite number.
        first: Line and text of the first of those.
        found: How many numbers there are.
    """

    values: list[float]
    rows: int
    missing: int = 0
    wrong: int = 0
    first: tuple[int, str] = (0, "")

    @property
    def found(self) -> int:
        """Return how many rows hold a number."""
        return self.rows - self.missing - self.wrong


Columns = Mapping[str, Callable[[], Column]]


def columns(raw: bytes, name: str) -> Columns:
    """Return the columns of a file that hold numbers, by heading, each read when it is called.

    Args:
        raw: A text of one column, or of several between tabs, semicolons or, below a line of
            headings, commas; or a Parquet file.
        name: Of the file.

    Raises:
        NoNumbersError: If it is none of these, or has no numbers. Calling a column raises it, too,
            where its commas can be read two ways.
    """
    if raw.startswith(b"PAR1"):
        return _parquet(raw, name)
    if raw.startswith(_BOOKS) or name.lower().endswith((".xlsx", ".xls", ".ods")):
        raise NoNumbersError("own.book", name=name)
    return _table(_text(raw, name))


def _text(raw: bytes, name: str) -> str:
    """Return a file as text; headings may be in older encodings."""
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030", "latin-1"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise NoNumbersError("own.not-text", name=name)


def _table(text: str) -> Columns:
    lines = text.splitlines()
    if len(lines) > MOST_ROWS:
        raise NoNumbersError("own.rows", count=len(lines), most=MOST_ROWS)
    filled = [(line, row) for line, row in enumerate(lines, 1) if row.strip()]
    if not filled:
        raise NoNumbersError("own.empty")
    mark = _separator([row for _, row in filled[:20]])
    if not mark:
        return _single(text, filled)
    rows = _rows(text, mark)
    if not rows:
        raise NoNumbersError("own.empty")
    width = len(rows[0][1])
    if width > MOST_COLUMNS:
        raise NoNumbersError("own.wide", count=width, most=MOST_COLUMNS)
    for line, row in rows:
        if len(row) > width:
            raise NoNumbersError("own.ragged", line=line, count=len(row), first=width)
    rows = [(line, row + [""] * (width - len(row))) for line, row in rows]
    headed = not any(_is_number(cell.strip()) for cell in rows[0][1])
    heads = [cell.strip() for cell in rows[0][1]] if headed else [""] * width
    body = rows[1:] if headed else rows
    found: dict[str, Callable[[], Column]] = {}
    for i, head in enumerate(heads):
        cells = [(line, row[i].strip()) for line, row in body]
        if _holds_numbers(cells):
            found[_unused(head or f"#{i + 1}", found)] = partial(_column, cells)
    if not found:
        line, cell = next(
            ((line, cell) for line, row in body or rows for cell in row if cell.strip()),
            (rows[0][0], rows[0][1][0]),
        )
        raise NoNumbersError("own.no-column", line=line, text=cell[:SHOWN])
    return found


def _rows(text: str, mark: str) -> list[tuple[int, list[str]]]:
    """Return the line where it begins and the cells of every row; a quoted cell may have lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    rows, line = [], 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error:
        raise NoNumbersError("own.quotes", line=line) from None
    return rows


def _separator(rows: list[str]) -> str:
    """Return what stands between the columns of the first lines; "" if there is one column.

    A comma is taken for it only below a line of headings: else it may be a decimal one.
    """
    for mark in "\t;,":
        parts = [row.split(mark) for row in rows]
        headed = not any(_is_number(cell.strip(" \"'")) for cell in parts[0])
        if len(parts[0]) > 1 and (mark != "," or (headed and len(rows) > 1)):
            return mark
    return ""


def _single(text: str, lines: Cells) -> Columns:
    """Return the one column of a text: a number in every line, or a list of numbers."""
    cells = [(line, row.strip().strip("\"'")) for line, row in lines]
    headed = not _is_number(cells[0][1]) and len(cells) > 1
    head, body = (cells[0][1], cells[1:]) if headed else ("#1", cells)
    if any(re.search(r"[\s;，；、]", cell) and _is_list(cell) for _, cell in body):
        values = numbers(text)
        return {"#1": partial(Column, _at_most(values), len(values))}
    if not _holds_numbers(body):
        line, cell = next(((n, c) for n, c in body if not _is_number(c)), body[0])
        raise NoNumbersError("own.no-column", line=line, text=cell[:SHOWN])
    return {head: partial(_column, body, headed)}


def _column(cells: Cells, has_head: bool = True) -> Column:
    """Return the numbers of cells; a comma in one is read as under a heading, if there is one."""
    kept = [(line, cell) for line, cell in cells if _is_number(cell)]
    missing = sum(cell.lower() in MISSING for _, cell in cells)
    others = [one for one in cells if not _is_number(one[1]) and one[1].lower() not in MISSING]
    text = "\n".join(["x"] * has_head + [cell for _, cell in kept])
    try:
        values = numbers(text)
    except NoNumbersError as error:
        if "line" in error.values:
            error.values["line"] = kept[int(str(error.values["line"])) - 1 - has_head][0]
        raise
    if len(values) < len(kept):  # the first was taken for a heading: 1.2.3 is no number
        raise NoNumbersError("own.not-a-number", line=kept[0][0], text=kept[0][1][:SHOWN])
    if len(values) > len(kept):
        line, cell = next(one for one in kept if "," in one[1])
        raise NoNumbersError("own.comma", line=line, text=cell[:SHOWN])
    endless = [one for one, value in zip(kept, values, strict=True) if not np.isfinite(value)]
    others = sorted(others + endless)
    first = (others[0][0], others[0][1][:SHOWN]) if others else (0, "")
    finite = [value for value in values if np.isfinite(value)]
    return Column(_at_most(finite), len(cells), missing, len(others), first)


def _parquet(raw: bytes, name: str) -> Columns:
    try:
        file = pq.ParquetFile(pa.BufferReader(raw))
        schema, count = file.schema_arrow, file.metadata.num_rows
    except (pa.ArrowException, OSError, ValueError):
        raise NoNumbersError("own.broken", name=name) from None
    if count > MOST_ROWS:
        raise NoNumbersError("own.rows", count=count, most=MOST_ROWS)
    if len(schema) > MOST_COLUMNS:
        raise NoNumbersError("own.wide", count=len(schema), most=MOST_COLUMNS)
    if not count or not len(schema):
        raise NoNumbersError("own.empty")
    kinds = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)
    fields = [i for i, field in enumerate(schema) if any(is_kind(field.type) for is_kind in kinds)]
    if not fields:
        first = schema.field(0)
        raise NoNumbersError("own.no-numbers", column=first.name[:SHOWN], kind=str(first.type))

    def read(i: int) -> Column:
        try:
            table = file.read(columns=[schema.field(i).name])
            values = table.column(0).cast(pa.float64()).to_numpy()
        except (pa.ArrowException, OSError, ValueError):
            raise NoNumbersError("own.broken", name=name) from None
        endless = np.flatnonzero(np.isinf(values))
        first = (int(endless[0]) + 1, str(values[endless[0]])) if len(endless) else (0, "")
        missing, finite = int(np.isnan(values).sum()), values[np.isfinite(values)]
        return Column(_at_most(finite.tolist()), len(values), missing, len(endless), first)

    found: dict[str, Callable[[], Column]] = {}
    for i in fields:
        found[_unused(schema.field(i).name or f"#{i + 1}", found)] = partial(read, i)
    return found


def _at_most(values: list[float]) -> list[float]:
    """Return values, or 20,000 of them evenly spaced in the order of size."""
    if len(values) <= MAX_NUMBERS:
        return values
    rank = (np.arange(MAX_NUMBERS) + 0.5) * len(values) / MAX_NUMBERS
    return [float(value) for value in np.sort(values)[rank.astype(int)]]


def _unused(head: str, names: Mapping[str, object]) -> str:
    same = (f"{head} ({i})" if i > 1 else head for i in range(1, MOST_COLUMNS + 1))
    return next(name for name in same if name not in names)


def _holds_numbers(cells: Cells) -> bool:
    """Return True if at least half of what is said there are numbers."""
    said = [cell for _, cell in cells if cell.lower() not in MISSING]
    return bool(said) and 2 * sum(map(_is_number, said)) >= len(said)


def _is_number(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell)) or cell.lower().lstrip("+-") in ("inf", "infinity")


def _is_list(cell: str) -> bool:
    words = [word for word in re.split(r"[\s;，；、]+", cell) if word]
    return len(words) > 1 and all(_is_number(word.strip("\"',")) for word in words)
