"""A link for a class: the run as it is, with some of the page's controls taken away."""

from urllib.parse import urlencode

import streamlit as st

from gan1d.ui.link import GROUPS, PARTS
from gan1d.ui.runs import RemoteRun
from gan1d.ui.sentences import STAGE
from gan1d.words import words

CHOICES = (*GROUPS, *STAGE, *PARTS)  # any other knob can be written into the link by hand


def panel(run: RemoteRun, lang: str) -> None:
    """Draw the choice of what is hidden, and below it the link to copy."""
    say = words(lang)
    with st.expander(say["hide.link"]):
        st.caption(say["hide.is"])
        chosen = st.multiselect(
            say["hide.what"],
            CHOICES,
            format_func=lambda name: _label(name, lang),
            key=f"hide_{lang}",  # a browser sends a choice back by its label
            placeholder=say["hide.choose"],
        )
        if chosen:
            st.code(address(run, lang, chosen), language=None, wrap_lines=True)
            st.caption(say["hide.note"])


def address(run: RemoteRun, lang: str, names: list[str]) -> str:
    """Return the address of the page with the run as it is now and those names hidden.

    Args:
        run: The run on the page.
        lang: Language of the page.
        names: What is to be hidden, names in `gan1d.ui.link.HIDEABLE`.
    """
    page = str(st.context.url or "").partition("?")[0]
    more = urlencode({"lang": lang, "hide": ",".join(names)}, safe=",")
    return f"{page}?{run.state.link}&{more}"


def _label(name: str, lang: str) -> str:
    say = words(lang)
    if name in PARTS:
        return f"{say['story.title']}: {say[f'story.{name}']}"
    return say[f"knob.{name}"] if name in STAGE else say[f"hide.{name}"]
