"""Every word of the page, by key, in every language; a table for each part of it.

A new language is one entry of `LANGUAGES` and one more text at every key. {braces} are filled in
by whoever says the sentence; $LaTeX$ becomes a formula.
"""

from functools import cache

from gan1d.words import (
    advice,
    algorithm,
    dirac,
    failures,
    figure1,
    knobs,
    lesson,
    page,
    readouts,
    roles,
    stage,
    story,
    value,
)
from gan1d.words.texts import LANGUAGES, Texts, with_mathml

__all__ = ["LANGUAGES", "TABLES", "Texts", "stage_words", "story_words", "words"]

_OF_THE_STAGE = {"knobs": knobs, "stage": stage, "readouts": readouts}
_OF_THE_STORY = {
    "story": story,
    "lesson": lesson,
    "algorithm": algorithm,
    "value": value,
    "advice": advice,
    "roles": roles,
    "failures": failures,
}
_OF_THE_PAGE = {"page": page, "figure1": figure1, "dirac": dirac}

TABLES: dict[str, Texts] = {
    name: room.TEXTS for name, room in (_OF_THE_PAGE | _OF_THE_STAGE | _OF_THE_STORY).items()
}


@cache
def words(lang: str) -> dict[str, str]:
    """Return every text by key.

    Args:
        lang: A key of `LANGUAGES`.
    """
    return {key: texts[lang] for table in TABLES.values() for key, texts in table.items()}


@cache
def stage_words(lang: str) -> dict[str, str]:
    """Return the texts the stage needs from the start, by key; see `words`."""
    shared = {key: texts for key, texts in page.TEXTS.items() if _is_shared(key)}
    tables = [*(TABLES[name] for name in _OF_THE_STAGE), shared, story.TEXTS]
    return {key: texts[lang] for table in tables for key, texts in table.items()}


@cache
def story_words(lang: str) -> dict[str, str]:
    """Return the texts of the story under the stage, formulas as MathML; see `words`."""
    tables = [TABLES[name] for name in _OF_THE_STORY]
    return {key: with_mathml(texts[lang]) for table in tables for key, texts in table.items()}


def _is_shared(key: str) -> bool:
    return key.startswith(("refused", "allowed."))
