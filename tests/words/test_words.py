"""Every word is there in every language."""

import re
import subprocess
import sys
from collections.abc import Iterable
from itertools import combinations, pairwise
from pathlib import Path
from string import Formatter

import pytest

import gan1d
from gan1d.data.catalogue import PRESETS
from gan1d.frames.recording import HEALTH
from gan1d.losses import LOSSES
from gan1d.page.sentences import GROUPS, help_of
from gan1d.recipes import RECIPES
from gan1d.settings import KNOBS, Settings
from gan1d.words import (
    FOLDER,
    LANGUAGES,
    TABLES,
    read,
    stage_words,
    story_words,
    table,
    with_formulas,
    words,
)
from gan1d.words.mathml import with_mathml

PLAYER = Path(gan1d.__file__).parent / "player"


def problems(tables: dict[str, dict[str, str]]) -> list[str]:
    """Return the keys at which the tables of the languages do not agree, with what is wrong."""
    found = []
    for key in sorted(set().union(*tables.values())):
        said = {lang: texts[key] for lang, texts in tables.items() if key in texts}
        if said.keys() != tables.keys():
            found.append(f"{key}: only in {sorted(said)}")
        if not all(text.strip() for text in said.values()):
            found.append(f"{key}: empty")
        if len({frozenset(placeholders(text)) for text in said.values()}) > 1:
            found.append(f"{key}: placeholders differ")
    return found


def placeholders(text: str) -> set[str]:
    """Return the names in {braces}; those in $LaTeX$ do not count."""
    prose = "".join(text.split("$")[::2])
    return {name for _, name, _, _ in Formatter().parse(prose) if name is not None}


@pytest.mark.parametrize("name", TABLES)
def test_the_languages_agree(name: str) -> None:
    assert problems({lang: table(name, lang) for lang in LANGUAGES}) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_of_a_language_is_a_table(lang: str) -> None:
    assert {path.stem for path in (FOLDER / lang).iterdir()} == set(TABLES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_formula_of_the_story_is_latex(lang: str) -> None:
    for key, text in story_words(lang).items():
        assert "$" not in text, key
        assert "\\" not in text, key  # a command that was not understood


def test_disagreement_is_seen() -> None:
    en = {"a": "one", "b": "one", "c": "{one}", "d": "{one} {two}", "e": "{one} $x^{2}$"}
    zh = {"b": " ", "c": "{one} {two}", "d": "{two}{one}", "e": "{one}", "f": "one"}
    found = problems({"en": en, "zh": zh})
    assert found == [
        "a: only in ['en']",
        "b: empty",
        "c: placeholders differ",
        "f: only in ['zh']",
    ]


def written(lang: str) -> list[str]:
    """Return the texts of a language as they stand in its files."""
    return [text for name in TABLES for text in read(f"{lang}/{name}.toml").values()]


def strays(texts: Iterable[str], formulas: Iterable[str]) -> set[str]:
    """Return the formulas that are not there, and those that no text refers to."""
    return set(re.findall(r"\{=([^}]+)\}", " ".join(texts))) ^ set(formulas)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_formula_is_there_and_is_used(lang: str) -> None:
    assert strays(written(lang), read("formulas.toml")) == set()


def test_a_stray_formula_is_seen() -> None:
    assert strays(["{=one} is {two}", "{=three}{=four}"], ["one", "four", "five"]) == {
        "three",
        "five",
    }
    assert with_formulas("so {=cost} is {name}") == r"so $-\log\,4 + 2\,\mathrm{JSD}$ is {name}"
    with pytest.raises(
        ValueError, match=r"no formula 'kost', in 'so \{=kost\}'; allowed: .*'cost'"
    ):
        with_formulas("so {=kost}")


def shared(texts: Iterable[Iterable[str]], formulas: Iterable[str]) -> set[str]:
    """Return the formulas longer than a symbol that stand twice: in two languages, or in a list."""
    found = [set(re.findall(r"\$[^$]{20,}\$", " ".join(some))) for some in (*texts, formulas)]
    return {formula for one, more in combinations(found, 2) for formula in one & more}


def test_what_the_languages_share_stands_once() -> None:
    formulas = read("formulas.toml").values()
    assert len(set(formulas)) == len(formulas)
    assert shared(map(written, LANGUAGES), formulas) == set()


def test_what_stands_twice_is_seen() -> None:
    long = [f"$x = {letter}(z), with many a sign$" for letter in "abc"]
    en, zh = [f"$D$ {long[0]}", long[1]], [long[0], f"{long[2]} $D$"]
    assert shared([en, zh], [long[2]]) == {long[0], long[2]}


@pytest.mark.parametrize(
    "toml, said",
    [
        ('a = "b', "page.toml: Unterminated string"),
        ("a.b = 'c'", r"page.toml: a = \{'b': 'c'\}; allowed: texts, keys with dots in quotes"),
    ],
)
def test_a_file_that_is_no_table_is_named(
    toml: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.toml").write_text(toml)
    monkeypatch.setattr("gan1d.words.FOLDER", tmp_path)
    with pytest.raises(ValueError, match=said):
        read("page.toml")


def test_only_the_words_of_the_story_load_the_converter() -> None:
    code = """
import sys
from gan1d.words import stage_words, story_words, words
for needs in (words, stage_words, story_words):
    needs("en")
    print("latex2mathml" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True"]


def test_no_key_stands_in_two_tables() -> None:
    for lang in LANGUAGES:
        assert sum(len(table(name, lang)) for name in TABLES) == len(words(lang))
    assert stage_words("zh").items() < words("zh").items()


def needed() -> set[str]:
    """Return the keys that the table of knobs, the recipes and the diagnosis ask for."""
    keys = {f"{form}.{name}" for form in ("knob", "help") for name in KNOBS}
    keys |= {f"{name}.{choice}" for name, knob in KNOBS.items() for choice in knob.choices}
    keys |= {f"unit.{knob.unit}" for knob in KNOBS.values() if knob.unit}
    keys |= {f"group.{group}" for group in GROUPS} | {f"data.{name}" for name in PRESETS}
    keys |= {f"recipe.{name}" for name in RECIPES} | {f"recipe.{name}.is" for name in RECIPES}
    keys |= {f"{form}.{slug}" for form in ("health", "evidence") for slug in HEALTH}
    return keys


def test_whatever_is_asked_for_has_words() -> None:
    assert needed() - words("en").keys() == set()


def test_whatever_settings_add_has_words() -> None:
    everything = [Settings(loss=loss, noise=0.1, order="simultaneous") for loss in LOSSES]
    keys = {f"addition.{key}" for settings in everything for key in settings.additions}
    assert len(keys) >= 13
    assert keys - words("en").keys() == set()


def test_the_player_says_nothing_unknown() -> None:
    late = (*(PLAYER / "own").glob("*.js"), *(PLAYER / "export").glob("*.js"))
    story = {*(PLAYER / "story").glob("*/*.js"), *late}
    others = set(PLAYER.rglob("*.js")) - story
    for scripts, known in ((others, stage_words("en")), (story, story_words("en"))):
        text = "".join(path.read_text() for path in scripts)
        said = set(re.findall(r"\b(?:say|rich)\(\s*\"([\w.-]+)\"", text))
        assert said
        assert said - known.keys() - stage_words("en").keys() == set()


def test_a_prime_stands_beside_its_letter() -> None:
    written = with_mathml("the slope $d'(x)$ & more")
    assert 'd</mi><mo lspace="0" rspace="0">&#x02032;</mo>' in written and "&amp; more" in written
    with pytest.raises(ValueError, match="odd number"):
        with_mathml("costs $3")


def test_every_knob_is_in_a_group_of_the_page() -> None:
    assert {knob.group for knob in KNOBS.values()} == set(GROUPS)


@pytest.mark.parametrize("name", KNOBS)
def test_the_help_says_bounds_and_whether_the_run_starts_again(name: str) -> None:
    for lang in LANGUAGES:
        text, knob = help_of(name, lang), KNOBS[name]
        assert ("↻" in text) is not knob.live
        assert "\n" not in text
        if knob.kind in ("int", "float"):
            assert f" {knob.high:.10g}" in text


def test_chinese_prose_keeps_its_paragraphs_and_lists_only() -> None:
    for key in ("see.text", "why.text"):
        lines = [line for line in words("zh")[key].strip().split("\n") if line]
        assert len(lines) > 3
        assert all(re.match(r"\*\*|\d\. |此外|按重要", line) for line in lines)


def broken(text: str) -> list[str]:
    """Return the lines that go on in the next one: only paragraphs and items of lists may end."""
    return [
        line
        for line, after in pairwise(text.strip().split("\n"))
        if line and not (line.endswith("。") and re.match(r"$|\d\. ", after))
    ]


def test_no_chinese_sentence_is_broken() -> None:
    """A line break shows as a blank, which Chinese does not have."""
    for key, text in words("zh").items():
        assert broken(text) == [], key
    for path in (FOLDER / "zh").iterdir():
        assert not re.search(r"\\$", path.read_text(encoding="utf-8"), re.MULTILINE), path


def test_a_broken_sentence_is_seen() -> None:
    assert broken("段落。\n\n1. 甲。\n2. 乙。\n\n完。\n") == []
    assert broken("前半，\n后半。") == ["前半，"]
    assert broken("前句。\n后句。") == ["前句。"]
    assert broken("前半，\n\n后半。") == ["前半，"]
