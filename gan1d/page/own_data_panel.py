"""The sidebar's places for data of one's own: a formula, pasted numbers, a file."""

from collections.abc import Callable

import streamlit as st

from gan1d.links import fits
from gan1d.page import own_data
from gan1d.page.turning import attempt, refusal, turn
from gan1d.server.remote import RemoteSeat
from gan1d.words import words


def own_data_panel(seat: RemoteSeat, lang: str) -> None:
    """Draw the places for data of one's own: a formula, pasted numbers, a file."""
    say, state, spec = words(lang), st.session_state, seat.settings.data
    values, bandwidth = own_data.parts(spec)
    if "own_spec" not in state or state.own_data != spec:
        state.own_data = spec
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
            args=(seat, "own_spec", _written),
        )
        refusal("own_spec", lang)
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
            args=(seat, "own_numbers", _pasted),
        )
        refusal("own_numbers", lang)
        st.file_uploader(
            say["own.file"],
            key="own_file",
            help=say["own.file.help"],
            max_upload_size=1,
            on_change=_use,
            args=(seat, "own_file", _uploaded),
        )
        refusal("own_file", lang)
        st.number_input(
            say["own.bandwidth"],
            key="own_bandwidth",
            step=0.1,
            format="%g",
            help=say["own.bandwidth.help"],
            on_change=_use,
            args=(seat, "own_bandwidth", _smoothed),
        )
        refusal("own_bandwidth", lang)
        if values:
            ends = {"low": f"{min(values):.4g}", "high": f"{max(values):.4g}"}
            st.caption(say["own.used"].format(count=len(values), **ends))
        if not fits(spec):
            st.caption(say["own.no-link"])


def _use(seat: RemoteSeat, key: str, spec_of: Callable[[RemoteSeat], str]) -> None:
    def use() -> None:
        if spec := spec_of(seat):
            turn(seat, data=spec)

    attempt(key, use)


def _written(seat: RemoteSeat) -> str:
    return str(st.session_state.own_spec).strip()


def _pasted(seat: RemoteSeat) -> str:
    state = st.session_state
    return own_data.samples(own_data.numbers(state.own_numbers), state.own_bandwidth)


def _uploaded(seat: RemoteSeat) -> str:
    state = st.session_state
    if state.own_file is None:
        return ""
    values = own_data.column(state.own_file.getvalue(), state.own_file.name)
    return own_data.samples(values, state.own_bandwidth)


def _smoothed(seat: RemoteSeat) -> str:
    values, _ = own_data.parts(seat.settings.data)
    return own_data.samples(values, st.session_state.own_bandwidth) if values else ""
