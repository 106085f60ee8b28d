"""Whatever is sent: a result, or an error that has a sentence; never a crash, a hang or a torn run.

Each target is tried with 200 examples, or with as many as GAN1D_FUZZ says.
"""

import os
import re

from hypothesis import HealthCheck, settings
from hypothesis import strategies as some

from gan1d.page.own_data import NoNumbersError
from gan1d.page.sentences import reason, sentence
from gan1d.page.turning import told
from gan1d.settings import KNOBS, SettingsError

fuzz = settings(
    max_examples=int(os.environ.get("GAN1D_FUZZ", "200")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

NUMBERS = some.one_of(
    some.integers().map(str),
    some.floats().map(str),
    some.decimals(-1000, 1000, places=2, allow_nan=False).map(str),
    some.sampled_from(["0", "1", "5", "1e400", "9" * 400, "9" * 5000, "1_0", "１", "²", "-0.0"]),
)


def pieces(*words: str) -> some.SearchStrategy[str]:
    """Return texts of these words, numbers and anything else."""
    piece = some.one_of(some.sampled_from(words), NUMBERS, some.text(max_size=4))
    return some.lists(piece, max_size=12).map("".join)


def check_is_said(error: Exception) -> None:
    """Fail unless an error is of a kind that the page says in both languages."""
    if isinstance(error, NoNumbersError):
        said, why = {lang: told(error, lang) for lang in ("en", "zh")}, error.values.get("reason")
    else:
        assert isinstance(error, SettingsError)
        said, why = {lang: sentence(error, lang) for lang in ("en", "zh")}, None
        if error.name in KNOBS and KNOBS[error.name].kind == "text":
            why = error.allowed
    assert said["en"] and re.search(r"[\u4e00-\u9fff]", said["zh"]) and said["en"] != said["zh"]
    if why is not None and not str(why).startswith("data is"):
        assert reason(str(why), "zh") != why
