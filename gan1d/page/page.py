"""The page: one line of title, the stage, what one sees on it; all settings in the sidebar."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from gan1d.links import parameters
from gan1d.page import address, dirac_panel, figure1_panel, sidebar
from gan1d.page.own_data_panel import own_data_panel
from gan1d.page.second import second_seat, set_beside, turned_by
from gan1d.page.sentences import sentence, stage_knobs
from gan1d.page.stage import stage
from gan1d.server.remote import RemoteSeat, open_seat
from gan1d.words import LANGUAGES, stage_words, words

STYLE = """
<style>
.stMainBlockContainer.stMainBlockContainer { padding: 4px clamp(0.75rem, 2.5vw, 2.5rem) 2rem }
/* the stage has a bar of its own: the header only keeps its menu, in the bar's right end */
.stAppHeader { height: 44px; min-height: 44px; background: none }
.stAppHeader, .stAppHeader * { pointer-events: none }
.stAppHeader button { pointer-events: auto }
.stStatusWidget { display: none } /* it would lie on the bar's buttons */
@media (max-width: 759px) { .stAppHeader { display: none } }
.st-key-stage { opacity: 1 !important } /* the picture plays on while the script runs again */
</style>
"""
SIDEBAR = 336  # px


def opened() -> address.Address:
    """Return what the link said when the page was opened."""
    if "opened" not in st.session_state:
        st.session_state.opened = address.read(st.query_params.to_dict(), st.context.locale)
    found: address.Address = st.session_state.opened
    return found


def current_seat() -> RemoteSeat | None:
    """Return this page's seat; one that is lost is taken again: the stage hands its run over.

    A page that follows a lecture has none: nothing is trained for it until it takes over.
    """
    state = st.session_state
    if opened().hall and "own" not in state:
        return None
    if "seat" not in state:
        state.seat = open_seat(opened().settings, opened().events, opened().at)
    elif not state.seat.alive:
        state.seat = open_seat(state.seat.state.initial, state.seat.state.events)
    seat: RemoteSeat = state.seat
    return seat


def asked() -> None:
    """Do what the stage asks of the page: seats, a language, the sidebar, the panels below it."""
    state = st.session_state
    if state.stage.own:
        state.own = True
    if state.stage.panels:
        state.panels = True
    if state.stage.pair and state.get("seat"):
        set_beside(state.seat, state.stage.pair)
    if state.stage.lang in LANGUAGES:
        state.lang = state.stage.lang
    if state.stage.sidebar:
        state.sidebar = state.stage.sidebar != "closed"
        state.address = parameters(state.stage.sidebar)


lang, hide = st.session_state.get("lang", opened().lang), opened().hide
seat = current_seat()
if seat is None:
    hide |= {"panels", "sidebar"}  # both are about a run of one's own
with_panels = "panels" not in hide and st.session_state.get("panels", False)
with_sidebar = "sidebar" not in hide and st.session_state.get("sidebar", False)
say = words(lang)
st.set_page_config(
    page_title=say["page.title"],
    page_icon="📈",
    layout="wide",
    # a width opens it on wide screens only; where it is drawn, it is open
    initial_sidebar_state="expanded" if with_sidebar else SIDEBAR,
    menu_items={"About": say["page.about"]},
)
st.html(STYLE)

b = second_seat(seat, opened().b, opened().at)
turns = st.session_state.get("address", {}).get("turns", "a") if b else "a"
turned = turned_by(seat, b, turns) if seat and with_sidebar else None
problems = [sentence(error, lang) for error in opened().errors]
problems += [say["pair.of-b"].format(said=sentence(e, lang)) for e in opened().errors_of_b]
with st.container(gap="xsmall"):
    stage(
        seat,
        b,
        lang,
        stage_words(lang),
        stage_knobs(lang),
        opened(),
        problems,
        turned.settings if turned else None,
        with_panels or "panels" in hide,
        asked,
    )

if seat and turned:
    with st.sidebar:
        if b:
            st.info(say[f"pair.turns-{turns}.help"])
        if "recipe" not in hide:
            sidebar.recipes(turned, lang)
        if not hide & {"own", "data"}:
            own_data_panel(turned, lang)
        sidebar.knobs(turned, lang, hide)
        sidebar.class_link(seat, lang, st.session_state.get("address", {}))

if seat and with_panels:
    # what nobody has opened is not sent: Plotly and KaTeX would hold the stage up for a second
    panels: dict[str, tuple[str, Callable[[], object]]] = {
        "figure1": (say["figure1.title"], partial(figure1_panel.panel, seat, lang)),
        "dirac": (say["dirac.title"], lambda: dirac_panel.panel(lang)),
        "see": (say["see"], lambda: st.markdown(say["see.text"])),
        "why": (say["why"], lambda: st.markdown(say["why.text"])),
    }
    for name, (title, draw) in panels.items():
        with st.expander(title, key=f"panel_{name}", on_change="rerun") as panel:
            if panel.open:
                draw()
