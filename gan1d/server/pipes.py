"""Processes of our own, fresh ones of `python -m`, spoken to by pickles over stdin and stdout.

`multiprocessing` would begin by importing the page as its main module.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

ROOT = Path(__file__).parents[2]


def start_process(module: str, *words: str) -> "subprocess.Popen[bytes]":
    """Return a new `python -m module words`, with pipes to its stdin and from its stdout."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-m", module, *words],
        env=os.environ | {"PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def writer() -> Callable[..., None]:
    """Return, in the new process, what sends a tuple to the old one, from any thread.

    From then on, whatever else is printed goes to stderr, not between the pickles.
    """
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    lock = Lock()

    def write(*words: Any) -> None:
        pickled = pickle.dumps(words)
        with lock:
            out.write(pickled)
            out.flush()

    return write


def serve(dispatch: Callable[..., None]) -> None:
    """Hand every tuple that comes from the old process on, until that one is gone; then end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the server, which ends this one
    try:
        while True:
            dispatch(*pickle.load(sys.stdin.buffer))
    except (EOFError, BrokenPipeError):
        os._exit(0)


def picklable(error: Exception) -> Exception:
    """Return the error if it can be pickled; else one that says what it was."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
