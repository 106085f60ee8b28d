"""The sidebar: every knob, made from the table of knobs; data has its places of its own.

The run is the truth. Before a widget is drawn it is set to what the run has; turning it changes the
run, and a value that is refused is said under the widget, which then shows the run's value again.

A browser sends every widget's value along with any of them. Where the run has just been changed
from elsewhere, it may still send what the widget showed until then: an echo, not a wish.
"""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from time import monotonic
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from gan1d.page.address import GROUPS as HIDDEN_GROUPS
from gan1d.page.address import PARTS
from gan1d.page.sentences import GROUPS, STAGE_KNOBS, help_of, step_of
from gan1d.page.turning import Turned, attempt, refusal, restart, turn
from gan1d.recipes import RECIPES, nearest_recipe, set_by
from gan1d.server.remote import RemoteSeat
from gan1d.settings import KNOBS
from gan1d.words import words

# any other knob can be written into the link by hand
HIDE_CHOICES = (*HIDDEN_GROUPS, *STAGE_KNOBS, *PARTS)
ECHO = 1.0  # seconds in which a browser has drawn a new value of a widget


def recipes(turned: Turned, lang: str) -> None:
    """Draw a button for every recipe: the one in force is filled; what is changed is named."""
    say = words(lang)
    now, changed = nearest_recipe(turned.settings)
    st.markdown(f"**{say['recipe']}** ↻")
    row = partial(st.columns, 2, gap="xsmall")
    for column, name in zip((*row(), *row()), RECIPES, strict=True):
        column.button(
            say[f"recipe.{name}"],
            key=f"recipe_{name}",
            help=say[f"recipe.{name}.is"],
            type="primary" if name == now and not changed else "secondary",
            width="stretch",
            on_click=_choose,
            args=(turned, name),
        )
    refusal("recipe", lang)
    if not changed:
        st.caption(say[f"recipe.{now}.is"])
        return
    knobs = say["bar.list"].join(say[f"knob.{name}"] for name in changed)
    st.caption(say["bar.changed"].format(recipe=say[f"recipe.{now}"], knobs=knobs))
    st.caption(say["recipe.none.is"])


def _choose(turned: Turned, name: str) -> None:
    attempt("recipe", restart, turned, **set_by(name))


def knobs(turned: Turned, lang: str, hide: Collection[str] = ()) -> None:
    """Draw every knob but the data, in its group, two in a row.

    Args:
        turned: What they turn.
        lang: Language of the words.
        hide: Names of knobs and groups that are left out.
    """
    say = words(lang)
    row = partial(st.columns, 2, gap="xsmall", vertical_alignment="bottom")
    for group in GROUPS:
        names = [name for name in KNOBS if KNOBS[name].group == group]
        names = [name for name in names if name != "data" and name not in hide]
        if not names or group in hide:
            continue
        with st.expander(say[f"group.{group}"], expanded=group == GROUPS[0]):
            for i in range(0, len(names), 2):
                pair = names[i : i + 2]
                for column, name in zip(row(), pair, strict=False):
                    with column:
                        _knob(turned, name, lang)
                for name in pair:
                    refusal(key_of(name, lang), lang)
    st.caption(say["mark.restart"])


def key_of(name: str, lang: str) -> str:
    """Return the key of a knob's widget.

    A browser sends a choice back by its label, so a choice is another widget in every language.
    """
    return f"knob_{name}_{lang}" if KNOBS[name].choices else f"knob_{name}"


def _knob(turned: Turned, name: str, lang: str) -> None:
    """Draw one knob."""
    knob, key = KNOBS[name], key_of(name, lang)
    now = getattr(turned.settings, name)
    state = st.session_state
    if key in state and state[key] != now and f"refused_{key}" not in state:
        state[f"echo_{key}"] = state[key], monotonic() + ECHO
    # said every time: of two scripts in a row the browser may only be sent what the second one says
    state[key] = now
    label = words(lang)[f"knob.{name}"] + ("" if knob.live else " ↻")
    common = {"label": label, "key": key, "help": help_of(name, lang)}
    _WIDGETS[knob.kind](name, lang, on_change=_turned, args=(turned, key, name), **common)


def _turned(turned: Turned, key: str, name: str) -> None:
    """Turn a knob to what its widget says, unless that is an echo."""
    value = st.session_state[key]
    echo, until = st.session_state.pop(f"echo_{key}", (None, 0.0))
    if value != echo or monotonic() > until:
        attempt(key, turn, turned, **{name: value})


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


def class_link(seat: RemoteSeat, lang: str, query: Mapping[str, str]) -> None:
    """Draw the choice of what is hidden, and below it the link to copy; see `class_address`."""
    say = words(lang)
    with st.expander(say["hide.link"]):
        st.caption(say["hide.is"])
        chosen = st.multiselect(
            say["hide.what"],
            HIDE_CHOICES,
            format_func=lambda name: _label(name, lang),
            key=f"hide_{lang}",  # a browser sends a choice back by its label
            placeholder=say["hide.choose"],
        )
        if chosen:
            st.code(class_address(seat, lang, chosen, query), language=None, wrap_lines=True)
            st.caption(say["hide.note"])


def class_address(seat: RemoteSeat, lang: str, names: list[str], query: Mapping[str, str]) -> str:
    """Return the address of the page with the run as it is now and those names hidden.

    Args:
        seat: The page's.
        lang: Language of the page.
        names: What is to be hidden, names in `gan1d.page.address.HIDEABLE`.
        query: What the browser's address says: its speed holds, where it stops, its bookmarks, a
            run set beside this one, and the part that is open, unless it is hidden.
    """
    page = str(st.context.url or "").partition("?")[0]
    names_kept = ("b", "speed", "part", "stop", "marks")
    kept = {name: query[name] for name in names_kept if name in query}
    if kept.get("part") in names:
        del kept["part"]
    more = urlencode({"lang": lang} | kept | {"hide": ",".join(names)}, safe=",")
    return f"{page}?{seat.state.link}&{more}"


def _label(name: str, lang: str) -> str:
    say = words(lang)
    if name in PARTS:
        return f"{say['story.title']}: {say[f'story.{name}']}"
    return say[f"knob.{name}"] if name in STAGE_KNOBS else say[f"hide.{name}"]
