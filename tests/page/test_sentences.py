"""What the page says of a value it does not take: in the reader's language, whatever the value."""

import re

import pytest

from gan1d.data.catalogue import PRESETS
from gan1d.page import own_data
from gan1d.page.address import read
from gan1d.page.sentences import reason, sentence
from gan1d.page.turning import told
from gan1d.settings import KNOBS, Settings, SettingsError
from gan1d.words import LANGUAGES
from tests.data.test_catalogue import BAD

LINKS = {
    "recipe": "best",
    "lang": "fr",
    "speed": "fast",
    "hide": "everything",
    "events": "5:seed=3",
    "learning_rate": "1",
}
COLUMNS = {
    "own.empty": "",
    "own.not-a-number": "1 2 three",
    "own.refused": "2 2 2",
    "own.too-many": "1 " * (own_data.MAX_NUMBERS + 1),
}
WRONG = {"int": (0.5, -1, 2**60, "x", None), "float": (-1e9, 1e9, "x", float("nan")), "bool": (2,)}


def refused() -> list[SettingsError]:
    """Return an error of every kind that a page can meet."""
    found = []
    values = [(n, v) for n, knob in KNOBS.items() for v in WRONG.get(knob.kind, ("no such",))]
    for name, value in [*values, *(("data", spec) for spec in BAD)]:
        with pytest.raises(SettingsError) as error:
            Settings().replace(**{name: value})
        found.append(error.value)
    for name, value in LINKS.items():
        found += read({name: value}).errors
    return found


def english_in(text: str, value: object = "") -> list[str]:
    """Return what looks like English prose: words side by side, or one that is no one's name."""
    names = {*PRESETS, *KNOBS, "mixture", "curve", "samples", "bandwidth"}
    prose = text.replace(str(value), "") if str(value) else text
    found = re.findall(r"[A-Za-z]{2,}(?: [A-Za-z]{2,})+", prose)
    return [words for words in found if not set(words.split()) <= names]


def test_every_refusal_is_said_in_chinese():
    errors = refused()
    assert {error.name for error in errors} >= {*KNOBS, *LINKS} - {"learning_rate"} | {"setting"}
    for error in errors:
        said = sentence(error, "zh")
        assert not english_in(said, error.value), said
        assert re.search(r"[\u4e00-\u9fff]", said), said
        assert "{" not in said + sentence(error, "en")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", COLUMNS)
def test_numbers_of_ones_own_are_refused_in_the_language(lang: str, key: str):
    with pytest.raises(own_data.NoNumbersError) as error:
        own_data.estimate(own_data.numbers(COLUMNS[key]), 1.0, "isj")
    assert error.value.key == key
    said = told(error.value, lang)
    assert "{" not in said and (lang == "en" or not english_in(said, "three")), said


def test_every_reason_is_known():
    for spec in BAD:
        with pytest.raises(SettingsError) as error:
            Settings(data=spec)
        text = error.value.allowed
        assert reason(text, "en") == text
        assert text.startswith("data is") or reason(text, "zh") != text
    assert reason("what nobody has foreseen", "zh") == "what nobody has foreseen"


def test_english_prose_is_seen():
    assert english_in("写法有误（mixture sd is 0）") == ["mixture sd is"]
    assert not english_in("可选 normal, uniform（mixture 的标准差为 0）")
