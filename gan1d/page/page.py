"""The page: the sidebar's controls, one line of title, the stage, and what one sees on it."""

from collections.abc import Callable

import streamlit as st

from gan1d.links import parameters
from gan1d.page import address, dirac_panel, figure1_panel, sidebar
from gan1d.page.own_data_panel import own_data_panel
from gan1d.page.sentences import sentence, stage_knobs
from gan1d.page.stage import stage
from gan1d.server.remote import RemoteRun, find_run, open_run
from gan1d.words import stage_words, words

STYLE = """
<style>
.stMainBlockContainer { padding-inline: clamp(0.75rem, 2.5vw, 2.5rem) }
.st-key-stage { opacity: 1 !important } /* the picture plays on while the script runs again */
.st-key-lang button p { color: CanvasText } /* on dark, the primary colour is too dark for text */
</style>
"""
SIDEBAR = 336  # px; on a phone it starts closed


def opened() -> address.Address:
    """Return what the link said when the page was opened."""
    if "opened" not in st.session_state:
        st.session_state.opened = address.read(st.query_params.to_dict(), st.context.locale)
    found: address.Address = st.session_state.opened
    return found


def current_run() -> RemoteRun:
    """Return this page's run; where the server has freed it, the same run again from step 0."""
    state = st.session_state
    run = find_run(state.run_id) if "run_id" in state else None
    if run is None:
        run = open_run(*state.get("last", (opened().settings, opened().events)))
    state.run_id = run.id
    state.last = run.state.initial, run.state.events
    return run


def reopen(run: RemoteRun) -> None:
    """Take up a run the server had freed, even with its session, from the URL the stage kept."""
    query = st.session_state.get("stage", {}).get("lost")
    if isinstance(query, str) and query:
        run.close()
        again = address.read(parameters(query))
        st.session_state.run_id = open_run(again.settings, again.events).id
        st.rerun()


lang, hide = st.session_state.get("lang", opened().lang), opened().hide
say = words(lang)
st.set_page_config(
    page_title=say["page.title"],
    page_icon="📈",
    layout="wide",
    initial_sidebar_state=SIDEBAR,
    menu_items={"About": say["page.about"]},
)
st.html(STYLE)
run = current_run()

with st.container(gap="xsmall"):
    if "title" not in hide:
        st.markdown(f"**{say['page.title']}** &ensp; :small[{say['page.tagline']}]")
    stage(
        run,
        lang,
        stage_words(lang),
        stage_knobs(lang),
        opened().speed,
        [sentence(error, lang) for error in opened().errors],
        hide,
    )
reopen(run)

if "sidebar" not in hide:
    with st.sidebar:
        if "language" not in hide:
            sidebar.language(lang)
        if "recipe" not in hide:
            sidebar.recipes(run, lang)
        if not hide & {"own", "data"}:
            own_data_panel(run, lang)
        sidebar.knobs(run, lang, hide)
        sidebar.class_link(run, lang)

if "panels" not in hide:
    # what nobody has opened is not sent: Plotly and KaTeX would hold the stage up for a second
    panels: dict[str, tuple[str, Callable[[], object]]] = {
        "figure1": (say["figure1.title"], lambda: figure1_panel.panel(run, lang)),
        "dirac": (say["dirac.title"], lambda: dirac_panel.panel(lang)),
        "see": (say["see"], lambda: st.markdown(say["see.text"])),
        "why": (say["why"], lambda: st.markdown(say["why.text"])),
    }
    for name, (title, draw) in panels.items():
        with st.expander(title, key=f"panel_{name}", on_change="rerun") as panel:
            if panel.open:
                draw()
