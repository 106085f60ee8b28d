"""Every word is there in every language."""

import re
from pathlib import Path
from string import Formatter

import pytest

import gan1d
from gan1d.data.catalogue import PRESETS
from gan1d.frames.recording import HEALTH
from gan1d.page.sentences import GROUPS, help_of
from gan1d.settings import KNOBS, LOSSES, RECIPES, Settings
from gan1d.words import LANGUAGES, TABLES, Texts, stage_words, story_words, words
from gan1d.words.texts import with_mathml

PLAYER = Path(gan1d.__file__).parent / "player"


def problems(texts: Texts) -> list[str]:
    """Return the keys at which the languages do not agree, with what is wrong."""
    found = []
    for key, said in texts.items():
        if said.keys() != LANGUAGES.keys():
            found.append(f"{key}: languages {sorted(said)}")
        if not all(text.strip() for text in said.values()):
            found.append(f"{key}: empty")
        if len({frozenset(placeholders(text)) for text in said.values()}) > 1:
            found.append(f"{key}: placeholders differ")
    return found


def placeholders(text: str) -> set[str]:
    """Return the names in {braces}; those in $LaTeX$ do not count."""
    prose = "".join(text.split("$")[::2])
    return {name for _, name, _, _ in Formatter().parse(prose) if name is not None}


@pytest.mark.parametrize("table", TABLES)
def test_the_languages_agree(table: str) -> None:
    assert problems(TABLES[table]) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_formula_of_the_story_is_latex(lang: str) -> None:
    for key, text in story_words(lang).items():
        assert "$" not in text, key
        assert "\\" not in text, key  # a command that was not understood


def test_disagreement_is_seen() -> None:
    texts = {
        "a": {"en": "one"},
        "b": {"en": "one", "zh": " "},
        "c": {"en": "{one}", "zh": "{two}"},
        "d": {"en": "{one} {two}", "zh": "{two}{one}"},
    }
    assert [line[0] for line in problems(texts)] == ["a", "b", "c"]


def test_no_key_stands_in_two_tables() -> None:
    assert sum(map(len, TABLES.values())) == len(words("en")) == len(words("zh"))
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
    story = set((PLAYER / "story").glob("*/*.js"))
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
