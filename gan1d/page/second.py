"""B: the second run of a page that shows two side by side, on a seat of its own."""

from collections.abc import Sequence

import streamlit as st

from gan1d.links import Event
from gan1d.page.address import second_of
from gan1d.page.turning import Turned
from gan1d.server.remote import RemoteSeat, open_seat
from gan1d.settings import Settings

SAME = "same"  # what the stage asks for: B begins as what A is
CLOSED = "closed"  # that there is no B any more


def second_seat(
    a: RemoteSeat | None, of_link: tuple[Settings, Sequence[Event]] | None, at: int
) -> RemoteSeat | None:
    """Return B's seat; one that is lost is taken again. None if there is no B.

    Args:
        a: The page's own seat; without one, on a page that follows a lecture, there is no B.
        of_link: The run that the page was opened with for B.
        at: Index of the frame where that one begins.
    """
    state = st.session_state
    if a is None:
        return None
    if "second" not in state:
        state.second = open_seat(*of_link, at, second=True) if of_link else None
    elif state.second and not state.second.alive:
        state.second = open_seat(state.second.state.initial, state.second.state.events, second=True)
    seat: RemoteSeat | None = state.second
    return seat


def set_beside(a: RemoteSeat, asked: str) -> None:
    """Open B or close it.

    Args:
        a: The page's own seat.
        asked: `SAME`, `CLOSED`, or the query of B's run; what is not allowed in it is left out.
    """
    state = st.session_state
    if (before := state.get("second")) is not None:
        before.free()
    if asked == CLOSED:
        state.second = None
    elif asked == SAME:
        state.second = open_seat(a.state.initial, a.state.events, second=True)
    else:
        state.second = open_seat(*second_of(asked, a.settings)[:2], second=True)


def turned_by(a: RemoteSeat, b: RemoteSeat | None, which: str) -> Turned:
    """Return what the page's knobs turn: "b" or "both", where there is a B, else A."""
    seats = {"b": (b,), "both": (a, b)}.get(which, (a,)) if b else (a,)
    return Turned(*filter(None, seats))
