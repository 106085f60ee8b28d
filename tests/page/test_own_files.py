"""Files of one's own: what is read of good ones, and what is said of thirty bad ones."""

import io
import math
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gan1d.page.own_data import NoNumbersError, estimate
from gan1d.page.own_files import Column, columns
from gan1d.page.turning import told
from gan1d.words import LANGUAGES


def parquet(**data: Any) -> bytes:
    """Return a Parquet file of those columns."""
    out = io.BytesIO()
    pq.write_table(pa.table(data), out)
    return out.getvalue()


def read(raw: bytes | str, name: str = "x.csv") -> dict[str, Column]:
    """Return every column of a file, read."""
    found = columns(raw.encode() if isinstance(raw, str) else raw, name)
    return {name: column() for name, column in found.items()}


def values(raw: bytes | str) -> dict[str, list[float]]:
    """Return the numbers of every column of a file."""
    return {name: column.values for name, column in read(raw).items()}


GOOD: dict[str | bytes, dict[str, list[float]]] = {
    "1\n2.5\n-3e1\n": {"#1": [1, 2.5, -30]},
    "height\n1.5\n2.5\n": {"height": [1.5, 2.5]},
    "Wert\n1,5\n2,5\n": {"Wert": [1.5, 2.5]},
    "1 2 3\n4 5\n": {"#1": [1, 2, 3, 4, 5]},
    "1,5 2,5": {"#1": [1.5, 2.5]},
    "a,b\n1,2\n3,4\n": {"a": [1, 3], "b": [2, 4]},
    'name,cm\n"Li, Wei",170\nAnna,165\n': {"cm": [170, 165]},
    "a\tb\n1.5\t2\n3\t4\n": {"a": [1.5, 3], "b": [2, 4]},
    "a;b\n1,5;2\n3,25;4\n": {"a": [1.5, 3.25], "b": [2, 4]},
    "1,5;2\n3,5;4\n": {"#1": [1.5, 3.5], "#2": [2, 4]},
    'x,note\n5,"a\n7,8"\n6,"b ""c"""\n': {"x": [5, 6]},
    "a,a,\n1,2,3\n4,5,6\n": {"a": [1, 4], "a (2)": [2, 5], "#3": [3, 6]},
    "a,b\n1\n2,3\n4,5\n": {"a": [1, 2, 4], "b": [3, 5]},
    "\ufeffa,b\r\n1,2\r\n\r\n3,4\r\n": {"a": [1, 3], "b": [2, 4]},
    "身高,名\n170,李\n165,王\n".encode("gb18030"): {"身高": [170, 165]},
    "a\tb\n1\t2\n3\t4\n".encode("utf-16"): {"a": [1, 3], "b": [2, 4]},
    "größe\n1.5\n2\n".encode("latin-1"): {},
    parquet(x=[1.5, 2.5], name=["a", "b"], n=[1, 2]): {"x": [1.5, 2.5], "n": [1, 2]},
}


@pytest.mark.parametrize("raw", GOOD)
def test_columns_are_found_and_read(raw: bytes | str) -> None:
    found = values(raw)
    if GOOD[raw]:
        assert found == GOOD[raw]
    else:
        assert list(found.values()) == [[1.5, 2]]  # the heading as that encoding has it


def test_what_is_left_out_is_counted_and_the_first_is_named() -> None:
    found = read("x,y\n1,2\nNA,3\n,4\nabout 5,5\n6,inf\n1e400,7\n8,8\n")
    assert found["x"] == Column([1, 6, 8], 7, 2, 2, (5, "about 5"))
    assert found["y"] == Column([2, 3, 4, 5, 7, 8], 7, 0, 1, (6, "inf"))
    assert found["x"].found == 3
    assert read("1\n\n?\n2\n")["#1"] == Column([1, 2], 3, 1)
    table = parquet(x=[1.0, None, math.nan, math.inf, 2.0])
    assert read(table)["x"] == Column([1, 2], 5, 2, 1, (4, "inf"))


def test_of_too_many_numbers_some_stand_for_all() -> None:
    many = np.random.default_rng(0).normal(size=50_000)
    column = read(parquet(x=many))["x"]
    assert len(column.values) == 20_000
    assert column.found == 50_000
    shares = np.linspace(0.01, 0.99, 50)
    there, all_of_them = (np.quantile(one, shares) for one in (column.values, many))
    np.testing.assert_allclose(there, all_of_them, atol=2e-3)


BAD: dict[str, tuple[bytes | str, str, str]] = {  # by name: what it holds, and two things said
    "empty.csv": ("", "numbers", "goes on"),
    "blank.csv": ("\n  \n\n", "numbers", "goes on"),
    "marks.csv": (";;\n;;\n", "numbers", "goes on"),
    "version.csv": ("1.2.3\n4\n5\n", "Line 1: “1.2.3”", "not a number"),
    "dots.csv": ("..0\n0", "Line 1: “..0”", "not a number"),
    "heading.csv": ("height\n", "Line 1: “height”", "one column of numbers"),
    "headings.csv": ("a,b,c\n", "Line 1: “a,b,c”", "one column of numbers"),
    "words.txt": ("to be\nor not\n", "Line 2: “or not”", "one column of numbers"),
    "names.csv": ("name,town\nLi,Wuhan\nAnna,Ulm\n", "Line 2: “Li”", "one column of numbers"),
    "mostly.csv": ("x\n1\nlow\nhigh\nlow\n", "Line 3: “low”", "one column of numbers"),
    "dates.csv": ("day\n2026-11-25\n2026-11-26\n", "Line 2: “2026-11-25”", "one column of numbers"),
    "units.tsv": ("a\tb\n5 cm\t3 kg\n6 cm\t4 kg\n", "Line 2: “5 cm”", "one column of numbers"),
    "missing.csv": ("x\nNA\nNA\n", "Line 2: “NA”", "one column of numbers"),
    "comma.csv": ("1,5\n2,5\n3,7\n", "Line 1: “1,5”", "1.5"),
    "thousands.csv": ("1,234\n2,345\n", "Line 1: “1,234”", "1234"),
    "grouped.csv": ("pay;age\n1,234;30\n2,345;40\n", "Line 2: “1,234”", "1234"),
    "three.csv": ("1,2,3\n4,5,6\n", "Line 1: “1,2,3”", "1.5"),
    "both.csv": ("x\ty\n1\t1,5\n2\t2.5\n", "Line 2: “1,5”", "1.5"),
    "list.txt": ("1 2\n3 four\n5 6\n", "Line 2: “four”", "allowed: numbers"),
    "quotes.csv": ('note,x\na,1\n"b,2\nc,3\n', "Line 3: a quotation mark", "doubled inside"),
    "ragged.csv": ("a,b\n1,2\n3,4,5\n", "Line 3 has 3 columns", "first line has 2"),
    "ragged.tsv": ("1\t2\n3\t4\n5\t6\t7\t8\n", "Line 3 has 4 columns", "first line has 2"),
    "equal.csv": ("x\n2\n2\n2\n", "all equal to 2", "at least two different"),
    "single.csv": ("x\n7\n", "1 value(s)", "at least 2"),
    "huge.csv": ("x\n1e200\n2\n", "1e+200", "up to +-1e"),
    "wide.csv": (",".join(f"c{i}" for i in range(501)) + "\n" + "1," * 500 + "1\n", "501", "500"),
    "long.csv": ("1\n" * 1_000_001, "1000001 rows", "1000000"),
    "book.xlsx": (b"PK\x03\x04" + bytes(60), "book.xlsx is a workbook", "CSV, TSV or Parquet"),
    "book.xls": (b"\xd0\xcf\x11\xe0" + bytes(60), "book.xls is a workbook", "CSV, TSV or Parquet"),
    "book2.xlsx": ("not even one", "book2.xlsx is a workbook", "CSV, TSV or Parquet"),
    "picture.png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture.png is neither", "Parquet"),
    "packed.csv": (b"\x1f\x8b\x08\x00\x00\x00", "packed.csv is neither", "Parquet"),
    "wide16.csv": (b"\xff\xfe\x00", "wide16.csv is neither", "Parquet"),
    "cut.parquet": (parquet(x=[1.0, 2.0])[:-20], "cut.parquet cannot be read", "Parquet"),
    "false.parquet": (b"PAR1" + bytes(40) + b"PAR1", "false.parquet cannot be read", "Parquet"),
    "words.parquet": (parquet(name=["a", "b"]), "name", "string; allowed: integers"),
    "none.parquet": (parquet(x=pa.array([], pa.float64())), "numbers", "goes on"),
    "nulls.parquet": (parquet(x=pa.array([None, None], pa.float64())), "0 value(s)", "at least 2"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_a_sentence(name: str) -> None:
    raw, *said = BAD[name]
    with pytest.raises(NoNumbersError) as error:
        for column in read(raw, name).values():
            estimate(column.values, 1.0, "isj")
    for part in said:
        assert part in told(error.value, "en")
    for lang in LANGUAGES:
        assert "{" not in told(error.value, lang)
    assert len(BAD) >= 30
