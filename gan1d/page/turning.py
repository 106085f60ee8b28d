"""Turning knobs of a run from the page, and saying why that came to nothing."""

import re
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import streamlit as st

from gan1d.page.own_data import NoNumbersError
from gan1d.page.sentences import reason, sentence
from gan1d.server.pipes import BusyError
from gan1d.server.remote import RemoteSeat
from gan1d.settings import Settings, SettingsError
from gan1d.words import words

CHANGE_TIMEOUT = 10.0  # seconds for a run to take a change


class NoAnswerError(Exception):
    """The process that trains a run did not say that it has done what was asked."""

    def __init__(self, key: str) -> None:
        """Keep the key of the sentence that says so."""
        super().__init__(key)
        self.key = key


class Turned:
    """What the page's knobs turn: its run, or of two side by side one or both.

    Attributes:
        seats: Theirs; what the knobs show is that of the first.
    """

    def __init__(self, *seats: RemoteSeat) -> None:
        """Turn the runs of these seats."""
        self.seats = seats

    @property
    def settings(self) -> Settings:
        """Return what the knobs show."""
        return self.seats[0].settings


def turn(turned: Turned, **changes: Any) -> None:
    """Turn knobs of runs, and wait until they have taken them.

    Raises:
        SettingsError: If a value is not allowed; nothing is changed then.
        NoAnswerError: If the run does not answer within 10 s, its process is gone or takes
            nothing, or the page may only watch.
    """
    for answer in [seat.ask("change", **changes) for seat in turned.seats]:
        _wait(answer)


def restart(turned: Turned, **changes: Any) -> None:
    """Begin runs again with some knobs turned, and wait until they have; errors as in `turn`."""
    for answer in [seat.ask("restart", seat.settings.replace(**changes)) for seat in turned.seats]:
        _wait(answer)


def _wait(answer: "Future[Any]") -> None:
    try:
        answer.result(CHANGE_TIMEOUT)
    except TimeoutError:
        raise NoAnswerError("no-answer.slow") from None
    except BusyError:
        raise NoAnswerError("no-answer.busy") from None
    except PermissionError:
        raise NoAnswerError("refused.watching") from None
    except RuntimeError:
        raise NoAnswerError("no-answer.gone") from None


def attempt(key: str, act: Callable[..., None], *given: Any, **named: Any) -> None:
    """Do what the widget of that key asks for; why it came to nothing is kept for `refusal`."""
    try:
        act(*given, **named)
    except (SettingsError, NoNumbersError, NoAnswerError) as error:
        st.session_state[f"refused_{key}"] = error


def refusal(key: str, lang: str) -> None:
    """Say once why the last value of the widget of that key came to nothing."""
    error = st.session_state.pop(f"refused_{key}", None)
    if error is None:
        return
    if isinstance(error, NoNumbersError):
        text = told(error, lang)
    elif isinstance(error, NoAnswerError):
        text = words(lang)[error.key].format(seconds=f"{CHANGE_TIMEOUT:g}")
    else:
        text = sentence(error, lang)
    st.error(plain(text))


def plain(text: str) -> str:
    """Return Markdown that shows a text as it is."""
    return re.sub(r"([*_`$~:<\[\]\\])", r"\\\1", text)


def told(error: NoNumbersError, lang: str) -> str:
    """Return in a sentence what is wrong with numbers of one's own."""
    values = {n: reason(str(v), lang) if n == "reason" else v for n, v in error.values.items()}
    return words(lang)[error.key].format(**values)
