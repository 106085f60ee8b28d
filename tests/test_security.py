"""Every line of the threat list names the test that holds it, and that test is there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
POLICY = ROOT / ".github" / "SECURITY.md"


def unheld(text: str) -> list[str]:
    """Return the lines of a threat list whose last column names no test that is there."""
    return [row for row in re.findall(r"^\|.*\|$", text, re.M)[2:] if not _holds(row)]


def _holds(row: str) -> bool:
    names = re.findall(r"`(tests/[^`]+\.py)::(test_\w+)`", row.split("|")[-2])
    return bool(names) and all(name in _tests(file) for file, name in names)


def _tests(file: str) -> set[str]:
    if not (ROOT / file).is_file():
        return set()
    tree = ast.parse((ROOT / file).read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_threat_is_held_by_a_test_that_is_there():
    text = POLICY.read_text()
    assert unheld(text) == [] and text.count("::test_") >= 15


def test_a_line_without_its_test_is_seen():
    head = "| threat | done | test |\n|---|---|---|\n"
    here = "`tests/test_security.py::test_a_line_without_its_test_is_seen`"
    assert unheld(f"{head}| a | b | {here} |") == []
    for last in (
        "",
        "by hand",
        f"{here} `tests/test_security.py::test_no`",
        "`tests/no.py::test_a`",
    ):
        assert unheld(f"{head}| a | b | {last} |") == [f"| a | b | {last} |"]
