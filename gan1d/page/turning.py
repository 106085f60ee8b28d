"""Turning knobs of a run from the page, and saying why a value was refused."""

import re
from typing import Any

import streamlit as st

from gan1d.page import own_data
from gan1d.page.sentences import sentence
from gan1d.server.remote import RemoteRun
from gan1d.settings import Settings
from gan1d.words import words

PATIENCE = 10.0  # seconds for a run to take a change


def turn(run: RemoteRun, **changes: Any) -> None:
    """Turn knobs of a run, and wait until it has taken them.

    Raises:
        SettingsError: If a value is not allowed; nothing is changed then.
    """
    run.ask("change", **changes).result(PATIENCE)


def restart(run: RemoteRun, settings: Settings) -> None:
    """Begin the run again with other settings, and wait until it has."""
    run.ask("restart", settings).result(PATIENCE)


def refusal(key: str, lang: str) -> None:
    """Say once why the last value of the widget of that key was refused."""
    error = st.session_state.pop(f"refused_{key}", None)
    if error is None:
        return
    if isinstance(error, own_data.NoNumbersError):
        text = words(lang)[error.key].format(**error.values)
    else:
        text = sentence(error, lang)
    st.error(re.sub(r"([*_`$~:<\[\]\\])", r"\\\1", text))
