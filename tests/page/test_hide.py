"""Links that take controls off the page: what they may name, and what the page does with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from gan1d.page import address, sentences, sidebar
from gan1d.server.remote import open_seat
from gan1d.settings import KNOBS, Settings
from gan1d.words import LANGUAGES, words

UI = Path(sentences.__file__).parent
STORY = UI.parent / "player" / "story"


@pytest.fixture
def page() -> Iterator[AppTest]:
    """Return the page with its sidebar, not open yet; its run is ended."""
    page = AppTest.from_file(str(UI / "page.py"), default_timeout=30)
    page.session_state.sidebar = page.session_state.panels = True
    yield page
    run = page.session_state.seat
    if run is not None:
        run.free()


def test_names_are_read_and_unknown_ones_are_said() -> None:
    found = address.read({"hide": "sidebar, lr_d,,failures,nonsense,lr_d,more", "lr_d": "0.02"})
    assert found.hide == {"sidebar", "lr_d", "failures"}
    assert found.settings.lr_d == 0.02  # hidden, and in force
    (error,) = found.errors
    assert (error.name, error.value) == ("hide", "nonsense, more")
    for lang in LANGUAGES:
        said = sentences.sentence(error, lang)
        assert "nonsense, more" in said
        for name in ("sidebar", "failures", "gamma_r2"):
            assert name in said


def test_nothing_is_hidden_unless_the_link_says_so() -> None:
    assert address.read({}).hide == address.read({"hide": ""}).hide == frozenset()


def test_no_name_means_two_things() -> None:
    assert len(set(address.HIDEABLE)) == len(address.HIDEABLE)
    assert set(KNOBS) < set(address.HIDEABLE)


def test_the_parts_are_those_of_the_story() -> None:
    assert {path.parent.name for path in STORY.glob("*/part.js")} == set(address.PARTS)


def test_the_sidebar_is_drawn_without_what_is_hidden(page: AppTest) -> None:
    page.query_params["hide"] = "recipe,penalties,beta1"
    page.run()
    assert not page.exception
    keys = {widget.key for widget in (*page.sidebar.number_input, *page.sidebar.button)}
    assert "knob_beta2" in keys
    assert not keys & {"knob_beta1", "knob_fold", "recipe_default"}
    assert page.session_state.seat


def test_hidden_sidebar_and_panels_are_not_drawn(page: AppTest) -> None:
    page.query_params["hide"] = "sidebar,panels,title"
    page.run()
    assert not page.exception
    assert len(page.expander) == 0
    assert len(page.sidebar.number_input) == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_for_a_class_is_made_in_the_sidebar(page: AppTest, lang: str) -> None:
    page.query_params.update({"lang": lang, "seed": "5"})
    page.run()
    choice: Any = page.sidebar.multiselect(key=f"hide_{lang}")
    choice.set_value(["sidebar", "seed"]).run()
    assert not page.exception
    (code,) = page.sidebar.code
    assert "seed=5" in code.value
    assert code.value.endswith(f"&lang={lang}&hide=sidebar,seed")


def test_every_choice_has_words_and_can_be_hidden() -> None:
    run = open_seat(Settings())
    try:
        whole = sidebar.class_address(run, "en", list(sidebar.HIDE_CHOICES), {"part": "value"})
        query = {"speed": "20", "part": "value", "lecture": "1", "k": "9"}
        some = sidebar.class_address(run, "zh", ["seed", "title"], query)
    finally:
        run.free()
    read = address.read({"hide": whole.split("hide=")[1]})
    assert "part" not in whole  # it is hidden, too
    assert some.endswith("&lang=zh&speed=20&part=value&hide=seed,title")
    assert read.hide == set(sidebar.HIDE_CHOICES)
    assert not read.errors
    for lang in LANGUAGES:
        for name in address.GROUPS:
            assert words(lang)[f"hide.{name}"]
