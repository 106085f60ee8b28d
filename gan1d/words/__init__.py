"""Every word of the page, by key, in every language: a TOML file for each part of the page.

A new language is one entry of `LANGUAGES` and one folder with the files and keys of `en`. In a
text, {name} is filled in by whoever says the sentence, $LaTeX$ becomes a formula, and {=name}
stands for a formula of formulas.toml, which holds what is the same in every language.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = {"en": "English", "zh": "中文"}

_OF_THE_PAGE = ("page", "reasons", "figure1", "dirac")
_OF_THE_STAGE = ("knobs", "stage", "readouts", "bar", "pair")
_OF_THE_STORY = (
    *(
        "story",
        "lesson",
        "algorithm",
        "value",
        "advice",
        "roles",
        "failures",
        "map",
        "own",
        "export",
    ),
)

TABLES = (*_OF_THE_PAGE, *_OF_THE_STAGE, *_OF_THE_STORY)
FOLDER = Path(__file__).parent


@cache
def words(lang: str) -> dict[str, str]:
    """Return every text by key.

    Args:
        lang: A key of `LANGUAGES`.
    """
    return _together(TABLES, lang)


@cache
def stage_words(lang: str) -> dict[str, str]:
    """Return the texts the stage needs from the start, by key; see `words`."""
    page = table("page", lang)
    shared = {key: page[key] for key in page if key.startswith(("refused", "recipe."))}
    return _together(_OF_THE_STAGE, lang) | shared | table("story", lang)


@cache
def story_words(lang: str) -> dict[str, str]:
    """Return the texts of the story under the stage, formulas as MathML; see `words`."""
    from gan1d.words.mathml import with_mathml  # the only way to latex2mathml

    return {key: with_mathml(text) for key, text in _together(_OF_THE_STORY, lang).items()}


def table(name: str, lang: str) -> dict[str, str]:
    """Return the texts of one part of the page by key, the formulas in their places.

    Args:
        name: One of `TABLES`.
        lang: A key of `LANGUAGES`.
    """
    return {key: with_formulas(text) for key, text in read(f"{lang}/{name}.toml").items()}


def with_formulas(text: str) -> str:
    """Return a text with the formula in the place of every {=name}.

    Raises:
        ValueError: There is no formula of that name.
    """
    formulas = read("formulas.toml")

    def formula(found: re.Match[str]) -> str:
        if found[1] not in formulas:
            raise ValueError(f"no formula {found[1]!r}, in {text!r}; allowed: {list(formulas)}")
        return formulas[found[1]]

    return re.sub(r"\{=([^}]+)\}", formula, text)


@cache
def read(file: str) -> dict[str, str]:
    """Return what stands in a file of this folder, by key, as it is written there.

    Raises:
        ValueError: It is not TOML, or a value is not a text.
    """
    try:
        texts = tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{file}: {error}") from error
    for key, text in texts.items():
        if not isinstance(text, str):
            raise ValueError(f"{file}: {key} = {text!r}; allowed: texts, keys with dots in quotes")
    return texts


def _together(names: tuple[str, ...], lang: str) -> dict[str, str]:
    return {key: text for name in names for key, text in table(name, lang).items()}
