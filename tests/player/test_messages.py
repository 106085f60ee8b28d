"""The player's types are those of the protocol."""

import pytest

from .messages import FILE, declarations, script


def test_the_types_of_the_messages_are_fresh():
    stale = "write them anew: python -m tests.player.messages"
    assert FILE.read_text() == declarations(), stale


def test_types_are_written_as_typescript_writes_them():
    assert script(list[tuple[float, float]]) == "[number, number][]"
    assert script(dict[str, int | None]) == "Record<string, number | null>"
    assert script(list[str | None]) == "(string | null)[]"
    with pytest.raises(TypeError, match="set"):
        script(set[int])
