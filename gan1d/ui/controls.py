"""The sidebar: every knob that does not stand in the stage, made from the table of knobs.

The run is the truth. Before a widget is drawn it is set to what the run has; turning it changes the
run, and a value that is refused is said under the widget, which then shows the run's value again.
"""

import re
from collections.abc import Callable, Collection
from functools import partial
from typing import Any

import streamlit as st

from gan1d.links import fits
from gan1d.settings import KNOBS, RECIPES, Settings, SettingsError, recipe
from gan1d.ui import own_data
from gan1d.ui.runs import RemoteRun
from gan1d.ui.sentences import GROUPS, STAGE, help_of, sentence, step_of
from gan1d.words import LANGUAGES, words

KEPT = ("data", "seed", "steps")  # what a recipe leaves as it is
PATIENCE = 10.0  # seconds for a run to take a change


def turn(run: RemoteRun, **changes: Any) -> None:
    """Turn knobs of a run, and wait until it has taken them.

    Raises:
        SettingsError: If a value is not allowed; nothing is changed then.
    """
    run.ask("change", **changes).result(PATIENCE)


def language(lang: str) -> None:
    """Draw the switch of languages."""
    st.session_state.setdefault("lang", lang)
    st.segmented_control(
        words(st.session_state.lang)["page.language"],
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key="lang",
        required=True,
        label_visibility="collapsed",
    )


def recipes(run: RemoteRun, lang: str) -> None:
    """Draw a button for every recipe; the one in force is filled, and explained in a line."""
    say = words(lang)
    now = in_force(run.settings)
    st.markdown(f"**{say['recipe']}** ↻")
    for column, name in zip(st.columns(len(RECIPES), gap="xsmall"), RECIPES, strict=True):
        column.button(
            say[f"recipe.{name}"],
            key=f"recipe_{name}",
            help=say[f"recipe.{name}.is"],
            type="primary" if name == now else "secondary",
            width="stretch",
            on_click=_cook,
            args=(run, name),
        )
    st.caption(say[f"recipe.{now or 'none'}.is"])


def in_force(settings: Settings) -> str | None:
    """Return the recipe whose knobs the settings have, None if there is none."""
    fitting = (name for name in RECIPES if not _differing(recipe(name), settings))
    return next(fitting, None)


def _differing(cooked: Settings, settings: Settings) -> set[str]:
    return cooked.differing(settings).keys() - set(KEPT)


def _cook(run: RemoteRun, name: str) -> None:
    kept = {knob: getattr(run.settings, knob) for knob in KEPT}
    run.ask("restart", recipe(name).replace(**kept)).result(PATIENCE)


def knobs(run: RemoteRun, lang: str, hide: Collection[str] = ()) -> None:
    """Draw every knob that is not in the stage, in its group, two in a row.

    Args:
        run: The run they turn.
        lang: Language of the words.
        hide: Names of knobs and groups that are left out.
    """
    say = words(lang)
    row = partial(st.columns, 2, gap="xsmall", vertical_alignment="bottom")
    for group in GROUPS:
        names = [name for name in KNOBS if KNOBS[name].group == group]
        names = [name for name in names if name not in STAGE and name not in hide]
        if not names or group in hide:
            continue
        with st.expander(say[f"group.{group}"], expanded=group == GROUPS[0]):
            for i in range(0, len(names), 2):
                pair = names[i : i + 2]
                for column, name in zip(row(), pair, strict=False):
                    with column:
                        _knob(run, name, lang)
                for name in pair:
                    _refusal(key_of(name, lang), lang)
    st.caption(say["mark.restart"])


def key_of(name: str, lang: str) -> str:
    """Return the key of a knob's widget.

    A browser sends a choice back by its label, so a choice is another widget in every language.
    """
    return f"knob_{name}_{lang}" if KNOBS[name].choices else f"knob_{name}"


def _knob(run: RemoteRun, name: str, lang: str) -> None:
    """Draw one knob."""
    knob, key = KNOBS[name], key_of(name, lang)
    value = getattr(run.settings, name)
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    label = words(lang)[f"knob.{name}"] + ("" if knob.live else " ↻")
    common = {"label": label, "key": key, "help": help_of(name, lang)}
    _WIDGETS[knob.kind](name, lang, on_change=_turned, args=(run, key, name), **common)


def _turned(run: RemoteRun, key: str, name: str) -> None:
    try:
        turn(run, **{name: st.session_state[key]})
    except SettingsError as error:
        st.session_state[f"refused_{key}"] = error


def _refusal(key: str, lang: str) -> None:
    """Say once why the last value of the widget of that key was refused."""
    error = st.session_state.pop(f"refused_{key}", None)
    if error is None:
        return
    if isinstance(error, own_data.NoNumbersError):
        text = words(lang)[error.key].format(**error.values)
    else:
        text = sentence(error, lang)
    st.error(re.sub(r"([*_`$~:<\[\]\\])", r"\\\1", text))


def _number_field(name: str, lang: str, **common: Any) -> None:
    """Draw a number; its bounds are the run's to check, in the words of the page."""
    knob = KNOBS[name]
    whole = knob.kind == "int"
    if knob.optional:
        common |= {"value": None, "placeholder": words(lang)["same-as-gamma"]}
    st.number_input(step=step_of(knob), format="%d" if whole else "%g", **common)


def _choice_field(name: str, lang: str, **common: Any) -> None:
    say = words(lang)
    st.selectbox(
        options=KNOBS[name].choices, format_func=lambda choice: say[f"{name}.{choice}"], **common
    )


def _switch_field(name: str, lang: str, **common: Any) -> None:
    st.toggle(wrap=True, **common)


_WIDGETS: dict[str, Callable[..., None]] = {
    "float": _number_field,
    "int": _number_field,
    "choice": _choice_field,
    "bool": _switch_field,
}


def data(run: RemoteRun, lang: str) -> None:
    """Draw the places for data of one's own: a formula, pasted numbers, a file."""
    say, state, spec = words(lang), st.session_state, run.settings.data
    values, bandwidth = own_data.parts(spec)
    if "own_spec" not in state:
        state.own_spec = spec if spec.startswith(("mixture:", "curve:")) else ""
    if "own_bandwidth" not in state or values:
        state.own_bandwidth = bandwidth
    with st.expander(say["own"]):
        st.text_input(
            say["own.spec"],
            key="own_spec",
            placeholder="mixture:0.3,-2,0.25;0.7,3,0.6",
            help=say["own.spec.help"],
            on_change=_use,
            args=(run, "own_spec", _written),
        )
        _refusal("own_spec", lang)
        st.text_area(
            say["own.numbers"],
            key="own_numbers",
            height=84,
            placeholder="1.2 0.7 3.4 …",
            help=say["own.numbers.help"],
        )
        st.button(
            say["own.use"],
            key="own_use",
            width="stretch",
            on_click=_use,
            args=(run, "own_numbers", _pasted),
        )
        _refusal("own_numbers", lang)
        st.file_uploader(
            say["own.file"],
            key="own_file",
            help=say["own.file.help"],
            max_upload_size=1,
            on_change=_use,
            args=(run, "own_file", _uploaded),
        )
        _refusal("own_file", lang)
        st.number_input(
            say["own.bandwidth"],
            key="own_bandwidth",
            step=0.1,
            format="%g",
            help=say["own.bandwidth.help"],
            on_change=_use,
            args=(run, "own_bandwidth", _smoothed),
        )
        _refusal("own_bandwidth", lang)
        if values:
            ends = {"low": f"{min(values):.4g}", "high": f"{max(values):.4g}"}
            st.caption(say["own.used"].format(count=len(values), **ends))
        if not fits(spec):
            st.caption(say["own.no-link"])


def _use(run: RemoteRun, key: str, spec_of: Callable[[RemoteRun], str]) -> None:
    try:
        if spec := spec_of(run):
            turn(run, data=spec)
    except (own_data.NoNumbersError, SettingsError) as error:
        st.session_state[f"refused_{key}"] = error


def _written(run: RemoteRun) -> str:
    return str(st.session_state.own_spec).strip()


def _pasted(run: RemoteRun) -> str:
    state = st.session_state
    return own_data.samples(own_data.numbers(state.own_numbers), state.own_bandwidth)


def _uploaded(run: RemoteRun) -> str:
    state = st.session_state
    if state.own_file is None:
        return ""
    values = own_data.column(state.own_file.getvalue(), state.own_file.name)
    return own_data.samples(values, state.own_bandwidth)


def _smoothed(run: RemoteRun) -> str:
    values, _ = own_data.parts(run.settings.data)
    return own_data.samples(values, st.session_state.own_bandwidth) if values else ""
