"""What all tests stand on."""

import os
import signal
from typing import NoReturn

import pytest


def unavailable(why: str) -> NoReturn:
    """Skip, or fail where nothing may be skipped; also a whole file, at its top."""
    if os.environ.get("GAN1D_NO_SKIP") == "1":
        pytest.fail(why, pytrace=False)
    pytest.skip(why, allow_module_level=True)


# A shell without job control lets what it starts in the background ignore Ctrl-C, and so does all
# that is started from there: the tests of interruptions would wait for ever.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
