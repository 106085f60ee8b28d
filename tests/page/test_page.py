"""The page script: what stands on it, and that what one turns there reaches the run."""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from gan1d.bookmarks import Bookmark
from gan1d.data.catalogue import from_samples
from gan1d.links import Event
from gan1d.page import address, own_data, sidebar, turning
from gan1d.page.sentences import STAGE_KNOBS, sentence, stage_knobs, step_of
from gan1d.page.sidebar import key_of
from gan1d.recipes import RECIPE_KEEPS, recipe
from gan1d.server import remote
from gan1d.server.remote import RemoteSeat, find_seat
from gan1d.settings import KNOBS, Settings, SettingsError
from gan1d.stopping import Condition
from gan1d.story.failures import FAILURES, Failure
from gan1d.words import LANGUAGES, words

PAGE = Path(address.__file__).with_name("page.py")
Open = Callable[..., AppTest]


@pytest.fixture
def open_page() -> Iterator[Open]:
    """Return a function that opens the page and its sidebar with a query and a locale."""
    pages: list[AppTest] = []

    def open_it(locale: str = "en-GB", sidebar: bool = True, **query: str) -> AppTest:
        page = AppTest.from_file(str(PAGE), default_timeout=30)
        page.context = {"locale": locale}
        page.session_state.sidebar, page.session_state.panels = sidebar, True
        for name, value in query.items():
            page.query_params[name] = value
        pages.append(page)
        return passed(page.run())

    yield open_it
    for page in pages:
        run = page.session_state.seat
        if run is not None:
            run.free()


def passed(page: AppTest) -> AppTest:
    """Return the page, if nothing went wrong on it."""
    assert not page.exception
    return page


def run_of(page: AppTest) -> RemoteSeat:
    """Return the run that the page plays."""
    run = find_seat(mounted(page)["seat"])
    assert run is not None
    return run


def mounted(page: AppTest) -> dict[str, Any]:
    """Return the data the stage was mounted with."""
    (component,) = page.get("bidi_component")
    return dict(json.loads(component.proto.json))


def errors(page: AppTest) -> str:
    """Return what is said under the widgets, as it is read."""
    return "\n".join(error.value.replace("\\", "") for error in page.error)


def widget(page: AppTest, name: str) -> Any:
    """Return the widget of a knob."""
    return page.get_by_key(key_of(name, mounted(page)["lang"]))


def test_opens_on_two_modes(open_page: Open) -> None:
    page = open_page()
    data = mounted(page)
    assert run_of(page).settings == Settings()
    assert data["lang"] == "en"
    assert data["speed"] == 60
    assert data["problems"] == []
    assert [knob["name"] for knob in data["knobs"]] == list(STAGE_KNOBS)


def test_every_knob_stands_in_the_sidebar_and_data_has_its_own_places(open_page: Open) -> None:
    page = open_page()
    for name in KNOBS.keys() - {"data"}:
        assert widget(page, name).value == getattr(Settings(), name)
        assert widget(page, name).label.endswith("↻") is not KNOBS[name].live
    assert "data" in STAGE_KNOBS
    with pytest.raises(KeyError):
        widget(page, "data")


def test_the_sidebar_is_drawn_only_while_it_is_open(open_page: Open) -> None:
    page = open_page(sidebar=False)
    assert not page.sidebar.children
    assert mounted(page)["sidebar"] is None
    page.session_state.sidebar = True
    passed(page.run())
    assert widget(page, "beta1").value == 0.5
    assert mounted(page)["sidebar"] == Settings().to_json()
    page.session_state.sidebar = False
    assert not passed(page.run()).sidebar.children


def test_the_panels_come_when_the_stage_has_its_place(open_page: Open) -> None:
    page = open_page()
    assert mounted(page)["complete"] and page.expander
    page.session_state.sidebar = page.session_state.panels = False
    passed(page.run())
    assert not mounted(page)["complete"] and not page.expander
    hidden = open_page(sidebar=False, hide="panels")
    assert mounted(hidden)["complete"] and not hidden.expander


def differing(page: AppTest) -> list[str]:
    """Return the knobs of which the sidebar shows another value than the run has."""
    settings = run_of(page).settings
    shown = {name: widget(page, name).value for name in KNOBS.keys() - {"data"}}
    assert mounted(page)["sidebar"] == settings.to_json()
    return [name for name in shown if shown[name] != getattr(settings, name)]


@pytest.mark.parametrize("name", FAILURES)
def test_the_sidebar_shows_each_failure_and_its_cure(open_page: Open, name: str) -> None:
    page = open_page()
    failure = FAILURES[name]
    run_of(page).ask("restart", failure.settings).result(20)
    assert differing(passed(page.run())) == []
    said = "\n".join(caption.value for caption in page.caption)
    assert f"Default, changed: {words('en')[f'knob.{next(iter(changes_of(failure)))}']}" in said
    run_of(page).ask("restart", *failure.cured()).result(20)
    assert differing(passed(page.run())) == []


def changes_of(failure: Failure) -> dict[str, Any]:
    """Return what a failure changes in the default recipe."""
    changes = failure.settings.differing(Settings())
    return {name: value for name, value in changes.items() if name not in RECIPE_KEEPS}


def test_the_sidebar_shows_data_that_came_from_elsewhere(open_page: Open) -> None:
    page = open_page()
    run_of(page).ask("change", data="mixture:1,0,1", k=4).result(20)
    assert differing(passed(page.run())) == []
    assert page.text_input(key="own_spec").value == run_of(page).settings.data
    run_of(page).ask("change", data="claw").result(20)
    assert passed(page.run()).text_input(key="own_spec").value == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("beta1", 0.9),
        ("batch_d", 32),
        ("optimiser", "sgd"),
        ("skip", False),
        ("gamma_r2", 2.0),
        ("width_g", 8),
    ],
)
def test_turning_a_knob_reaches_the_run(open_page: Open, name: str, value: Any) -> None:
    page = open_page()
    run = run_of(page)
    passed(widget(page, name).set_value(value).run())
    assert run_of(page) is run
    assert run.settings == Settings().replace(**{name: value})
    assert (run.state.born > 0) is not KNOBS[name].live


def test_an_optional_knob_is_emptied_again(open_page: Open) -> None:
    page = open_page(gamma_r2="3")
    passed(widget(page, "gamma_r2").set_value(None).run())
    assert run_of(page).settings.gamma_r2 is None


def test_a_refused_value_is_said_once_and_goes_back(open_page: Open) -> None:
    page = open_page()
    passed(widget(page, "beta1").set_value(7.0).run())
    assert errors(page) == "beta1 = 7.0 is not allowed: a number from 0 to 0.999."
    assert run_of(page).settings == Settings()
    assert widget(page, "beta1").value == 0.5
    assert not passed(page.run()).error


def test_what_the_stage_changed_stays(open_page: Open) -> None:
    page = open_page()
    run = run_of(page)
    run.ask("change", k=5).result(10)
    passed(widget(page, "beta2").set_value(0.9).run())
    assert run.settings == Settings(k=5, beta2=0.9)


def test_what_a_browser_sends_that_has_not_heard_of_it_turns_nothing_back(open_page: Open) -> None:
    page = open_page()
    run = run_of(page)
    run.ask("change", k=5).result(10)
    passed(page.run())  # its answer is on the way to the browser
    widget(page, "k").set_value(3)
    passed(widget(page, "beta2").set_value(0.9).run())
    assert run.settings == Settings(k=5, beta2=0.9)
    assert widget(page, "k").value == 5
    passed(widget(page, "k").set_value(2).run())
    assert run.settings.k == 2


def test_a_knob_may_be_turned_back(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sidebar, "ECHO", 0.0)
    page = open_page()
    run_of(page).ask("change", k=5).result(10)
    passed(page.run())
    passed(widget(page, "k").set_value(3).run())
    assert run_of(page).settings.k == 3


def test_bad_values_of_a_link_are_named_and_the_rest_holds(open_page: Open) -> None:
    page = open_page(k="99", data="nonsense", lr_d="abc", seed="-1", beta1="0.7", events="5:k=4")
    assert run_of(page).settings == Settings(beta1=0.7)
    assert run_of(page).state.events == (Event(5, "k", 4),)
    said = mounted(page)["problems"]
    assert len(said) == 4
    for part in ("k = 99", "data = nonsense", "lr_d = abc", "seed = -1"):
        assert sum(part in one for one in said) == 1
    assert "k = 99 is not allowed: a whole number from 1 to 20." in said


def test_lr_of_ten_with_momentum_is_allowed(open_page: Open) -> None:
    page = open_page(lr_d="10", lr_g="10", beta1="0.9")
    assert mounted(page)["problems"] == []
    assert run_of(page).settings.lr_d == 10


@pytest.mark.parametrize(
    ("locale", "query", "lang"),
    [("zh-CN", {}, "zh"), ("de", {}, "en"), ("en", {"lang": "zh"}, "zh")],
)
def test_language(open_page: Open, locale: str, query: dict[str, str], lang: str) -> None:
    page = open_page(locale, **query)
    assert mounted(page)["lang"] == lang
    assert mounted(page)["words"]["knob.k"] == words(lang)["knob.k"]


def test_switching_the_language_keeps_run_and_values(open_page: Open) -> None:
    page = open_page(lang="zh", beta1="0.7", k="99")
    run = run_of(page)
    assert "99 不可用" in mounted(page)["problems"][0]
    page.session_state.lang = "en"
    passed(page.run())
    assert not page.error
    with pytest.raises(KeyError):  # the browser would send its Chinese label back
        page.get_by_key("knob_order_zh")
    assert run_of(page) is run
    assert mounted(page)["lang"] == "en"
    assert widget(page, "beta1").value == 0.7
    assert widget(page, "order").label == words("en")["knob.order"]


@pytest.mark.parametrize("name", ["paper", "tutorial", "longer", "default"])
def test_a_recipe_sets_every_knob_but_data_seed_and_engine(open_page: Open, name: str) -> None:
    page = open_page(data="claw", seed="7", steps="500", k="9", fold="3", width_g="5")
    passed(page.button(key=f"recipe_{name}").click().run())
    wanted = recipe(name).replace(data="claw", seed=7)
    assert run_of(page).settings == wanted
    for knob in KNOBS.keys() - {"data"}:
        assert widget(page, knob).value == getattr(wanted, knob)
    assert page.button(key=f"recipe_{name}").proto.type == "primary"
    assert words("en")[f"recipe.{name}.is"] in [caption.value for caption in page.caption]


def test_what_is_changed_in_a_recipe_is_named(open_page: Open) -> None:
    page = open_page(recipe="paper", beta1="0.7", lr_d="0.5", seed="3")
    said = [caption.value for caption in page.caption]
    assert "Paper, changed: Learning rate of D, beta1" in said
    assert page.button(key="recipe_paper").proto.type == "secondary"
    assert mounted(page)["recipes"]["paper"]["z_prior"] == "uniform"
    assert not mounted(page)["recipes"]["paper"].keys() & set(RECIPE_KEEPS)


def test_a_formula_of_ones_own(open_page: Open) -> None:
    page = open_page()
    passed(page.text_input(key="own_spec").set_value("mixture:1,0,1;1,5,2").run())
    assert run_of(page).settings.data.startswith("mixture:")
    was = run_of(page).settings
    passed(page.text_input(key="own_spec").set_value("mixture:1,0").run())
    assert run_of(page).settings == was
    assert "mixture:1,0 is not allowed" in errors(page)
    assert page.text_input(key="own_spec").value == "mixture:1,0"


def learn(page: AppTest) -> AppTest:
    """Press the button under the preview."""
    return passed(page.button(key="own_use").click().run())


def test_numbers_of_ones_own(open_page: Open) -> None:
    page = open_page()
    was = run_of(page).settings
    passed(page.text_area(key="own_numbers").set_value("1 2;3\n5 5 5").run())
    said = " ".join(caption.value for caption in page.caption)
    assert "6 of 6 rows are used." in said and "spread over ±" in said
    assert run_of(page).settings == was  # seen, not used
    learn(page)
    assert run_of(page).settings.data == "samples:rule=isj;1,2,3,5,5,5"
    assert "6 numbers in use, from 1 to 5." in [caption.value for caption in page.caption]
    passed(page.number_input(key="own_bandwidth").set_value(0.5).run())
    passed(page.selectbox(key="own_rule_en").set_value("thumb").run())
    learn(page)
    assert run_of(page).settings.data == "samples:bandwidth=0.5;1,2,3,5,5,5"
    passed(page.number_input(key="own_bandwidth").set_value(-1.0).run())
    assert "cannot be used" in errors(page)
    assert own_data.parts(run_of(page).settings.data)[1] == 0.5


@pytest.mark.parametrize(
    ("text", "said"), [("1 2\n3 four", "Line 2: “four”"), ("3 3 3", "all equal")]
)
def test_bad_numbers_leave_the_run(open_page: Open, text: str, said: str) -> None:
    page = open_page()
    run, born = run_of(page), run_of(page).state.born
    passed(page.text_area(key="own_numbers").set_value(text).run())
    assert said in errors(page)
    assert "goes on" in errors(page)
    assert [button for button in page.button if button.key == "own_use"] == []
    assert run_of(page) is run
    assert run.state.born == born


def test_a_file(open_page: Open) -> None:
    page = open_page()
    table = b"name,cm,kg\nLi,1.5,60\nWu,NA,70\nMa,2.5,tall\nHe,3,80\n"
    passed(page.file_uploader(key="own_file").upload("x.csv", table, "text/csv").run())
    (choice,) = [box for box in page.selectbox if str(box.key).startswith("own_column")]
    assert choice.options == ["cm", "kg"]
    passed(choice.set_value("kg").run())
    said = " ".join(caption.value for caption in page.caption).replace("\\", "")
    assert "3 of 4 rows are used. Left out as no finite number: 1, first in line 4: “tall”" in said
    learn(page)
    assert run_of(page).settings.data == "samples:rule=isj;60,70,80"
    was = run_of(page).settings
    page.file_uploader(key="own_file").upload("y.csv", b"x\n1\nlow\nhigh\n", "text/csv")
    passed(page.run())
    assert "Line 3: “low” is not a number" in errors(page)
    assert run_of(page).settings == was


def test_a_page_too_many_says_that_it_cannot_turn_knobs(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "_processes", [])
    monkeypatch.setattr("gan1d.limits.PAGES", 1)
    run = run_of(open_page(seed="1"))
    page = open_page(seed="2")
    run_of(page).ask("newest").result(20)
    passed(widget(page, "beta1").set_value(0.7).run())
    assert "shows another one's run until there is room" in errors(page)
    assert run_of(page).waits and run_of(page).state.initial.seed == 2
    assert run.settings == Settings(seed=1)
    remote._processes[0]._process.kill()


def test_a_lost_process_takes_nothing_of_the_readers_along(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "_processes", [])  # the one that dies is this page's own
    column = from_samples([0.001 * i for i in range(3000)]).spec  # too long for an address
    events = [Event(i, "lr_d", 0.001 + 1e-6 * i) for i in range(1, 200)]  # too many for one
    page = open_page()
    run = run_of(page)
    run.ask("restart", Settings(data=column), events).result(20)
    run._process._process.kill()
    while run.alive:
        time.sleep(0.01)
    passed(page.run())
    again = run_of(page)
    assert again is not run and again.settings.data == column
    assert again.state.events == tuple(events)
    run = again
    again._process._process.kill()
    while run.alive:
        time.sleep(0.01)
    passed(widget(page, "beta1").set_value(0.7).run())  # in the very moment it is lost
    assert "is gone" in page.error[0].value and run_of(page).settings.data == column
    remote._processes[-1]._process.kill()


def test_a_run_that_does_not_answer_is_said_and_the_page_goes_on(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()
    monkeypatch.setattr(turning, "CHANGE_TIMEOUT", 0.1)
    monkeypatch.setattr(RemoteSeat, "ask", lambda *given, **named: Future())
    passed(widget(page, "beta1").set_value(0.7).run())
    assert "not answered for 0.1 s" in page.error[0].value
    passed(page.button(key="recipe_paper").click().run())
    assert "not answered" in page.error[0].value
    monkeypatch.undo()
    assert not passed(page.run()).error


def test_a_freed_run_comes_back_as_it_was(open_page: Open) -> None:
    page = open_page(k="3", events="4:d,9:k=5")
    run_of(page).free()
    passed(page.run())
    assert run_of(page).settings.k == 3
    assert run_of(page).state.events == (Event(4, "d"), Event(9, "k", 5))


def test_a_link_may_stand_on_a_recipe() -> None:
    found = address.read({"recipe": "paper", "k": "4", "beta1": "2", "speed": "max"}, "zh-TW")
    assert found.settings == recipe("paper").replace(k=4)
    assert [error.name for error in found.errors] == ["beta1"]
    assert (found.lang, found.speed) == ("zh", "max")


def test_a_link_says_where_to_stop_and_what_is_marked() -> None:
    found = address.read({"stop": "d-half:0.02", "marks": "812:到此~- <b>,20:", "seed": "3"})
    assert not found.errors and found.settings.seed == 3
    assert found.stop == Condition("d-half", 0.02) == address.read({"stop": "d-half<0.02"}).stop
    assert found.marks == (Bookmark(20), Bookmark(812, "到此, <b>"))
    assert (address.read({"stop": ""}).stop, address.read({}).marks) == (None, ())
    half = address.read({"stop": "d-half:0.9", "marks": "7:x,7:y,9:z"})
    assert [error.name for error in half.errors] == ["stop", "marks"]
    assert half.stop is None and half.marks == (Bookmark(7, "x"), Bookmark(9, "z"))


@pytest.mark.parametrize(
    "name",
    ["recipe", "lang", "speed", "events", "skip", "loss", "gamma_r2", "stop", "marks"],
)
def test_whatever_is_bad_in_a_link_is_said_in_both_languages(name: str) -> None:
    (error,) = address.read({name: "bad"}).errors
    for lang in LANGUAGES:
        said = sentence(error, lang)
        assert said.startswith(f"{name} = bad ")
        assert "{" not in said


def test_a_long_value_is_cut() -> None:
    error = SettingsError("data", "samples:" + "1," * 5000, "data is too long")
    assert len(sentence(error, "en")) < 400


def test_the_stage_gets_plain_data() -> None:
    for lang in LANGUAGES:
        knobs = {knob["name"]: knob for knob in stage_knobs(lang)}
        json.dumps(knobs, allow_nan=False)
        assert knobs["lr_d"]["scale"] == "log"
        assert knobs["seed"]["acts"] == "restart"
        assert "bimodal" in knobs["data"]["choices"]


def test_steps_of_the_number_fields() -> None:
    steps = {name: step_of(knob) for name, knob in KNOBS.items() if knob.kind in ("int", "float")}
    assert steps["steps"] == 100
    assert steps["depth_d"] == 1
    assert steps["beta1"] == pytest.approx(0.05)
    assert steps["ema"] == pytest.approx(0.001)
    assert all(step > 0 for step in steps.values())


def test_panels_are_drawn_once_they_are_opened(open_page: Open) -> None:
    page = open_page()
    assert not page.get("plotly_chart")
    before = len(page.markdown)
    for name in ("figure1", "dirac", "see", "why"):
        page.session_state[f"panel_{name}"] = True
    passed(page.run())
    assert page.get("plotly_chart")
    assert page.button(key="figure1_make")
    assert len(page.markdown) >= before + 2
