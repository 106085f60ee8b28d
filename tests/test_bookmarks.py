"""Bookmarks: as texts and back, in whatever script, and what is wrong with others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gan1d.bookmarks import LONGEST, MAX_INDEX, MOST, Bookmark, from_link, from_texts, to_link

NOTES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=LONGEST)
MARKS = st.dictionaries(st.integers(0, MAX_INDEX), NOTES, max_size=MOST).map(
    lambda notes: [Bookmark(index, notes[index]) for index in sorted(notes)]
)


@given(MARKS)
def test_they_come_back_as_they_were(marks):
    assert from_texts(list(map(str, marks))) == (marks, [])
    assert from_link(to_link(marks)) == (marks, [])


def test_in_a_link_commas_and_tildes_of_a_note_are_written_otherwise():
    marks = [Bookmark(20, "a, b ~- c"), Bookmark(812, "到此 <b>：好")]
    assert to_link(marks) == "20:a~- b ~~- c,812:到此 <b>：好"
    assert from_link("812,20:x~y") == ([Bookmark(20, "x~y"), Bookmark(812)], [])


@pytest.mark.parametrize("text", [
    "x:a", ":a", "-1:a", "1.5:a", f"{MAX_INDEX + 1}:a", "9" * 5000, "7:again", "3:" + "n" * 81,
    "3:two\nlines", "3:\x00", "3:\ud800", "²:a", "",
])  # fmt: skip
def test_a_bad_one_is_left_out_and_named(text):
    marks, (error,) = from_texts(["7:seven", text, "9:nine"])
    assert marks == [Bookmark(7, "seven"), Bookmark(9, "nine")]
    assert (error.name, error.value) == ("marks", text)
    assert len(from_texts(["x", "y", "z"])[1]) == 1  # one sentence is enough


def test_of_too_many_the_first_hold():
    marks, (error,) = from_link(",".join(f"{i}:" for i in range(MOST + 3)))
    assert marks == [Bookmark(i) for i in range(MOST)]
    assert (error.value, error.allowed) == (f"{MOST + 3} bookmarks", f"{MOST} at most")
