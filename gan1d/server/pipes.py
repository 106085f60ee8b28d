"""Processes of our own, fresh ones of `python -m`, spoken to by pickles over stdin and stdout.

`multiprocessing` would begin by importing the page as its main module.
"""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any

ROOT = Path(__file__).parents[2]
MAX_WAITING = 1_000_000  # bytes that wait to be written to a process, but for small messages
SMALL = 1000  # bytes; such a message always waits its turn
GATHER = 0.004  # seconds: what is said meanwhile goes in one piece, and wakes the reader once


class BusyError(RuntimeError):
    """A process does not take what is sent, and too much waits for it already."""

    def __init__(self, waiting: int) -> None:
        """Name the bytes that wait."""
        super().__init__(
            f"the process that trains this run does not answer: {waiting} bytes wait for it;"
            f" allowed: {MAX_WAITING}. Nothing has been changed; try again in a while"
        )


class Outbox:
    """Writes to a process in a thread of its own: one that reads nothing holds up nobody.

    Attributes:
        waiting: Bytes that have not been written yet.
    """

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        """Write to its stdin; a process that is not there any more is killed for good."""
        self.waiting = 0
        self._process = process
        self._queue: SimpleQueue[bytes] = SimpleQueue()
        self._lock = Lock()
        self._thread = Thread(target=self._write, name="gan1d-outbox", daemon=True)
        self._thread.start()

    def send(self, *words: Any) -> None:
        """Let a tuple be written after all that was sent before.

        Raises:
            BusyError: If it is not a small one and would have to wait behind others, with more than
                `MAX_WAITING` bytes in all.
        """
        pickled = pickle.dumps(words)
        with self._lock:
            total = self.waiting + len(pickled)
            if self.waiting and total > MAX_WAITING and len(pickled) > SMALL:
                raise BusyError(self.waiting)
            self.waiting += len(pickled)
            self._queue.put(pickled)

    def close(self) -> None:
        """End, once the process is gone or has read everything; then its stdin may be closed."""
        self._queue.put(b"")
        self._thread.join()

    def _write(self) -> None:
        assert self._process.stdin is not None
        pipe = self._process.stdin.fileno()  # its buffer has a lock, which could hold up the exit
        for pickled in iter(partial(_gathered, self._queue), b""):
            try:
                write_all(pipe, pickled)
            except OSError:
                self._process.kill()  # what was asked fails when its listener sees the end
                return
            with self._lock:
                self.waiting -= len(pickled)


def write_all(pipe: int, content: bytes) -> None:
    """Write all of it to a pipe, however many pieces that takes."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def _gathered(queue: "SimpleQueue[bytes]") -> bytes:
    """Return what comes next in a queue and within `GATHER` of it; empty if that ends it."""
    pieces = [queue.get()]
    if pieces[0]:
        time.sleep(GATHER)
    with suppress(Empty):
        while pieces[-1]:
            pieces.append(queue.get_nowait())
        if len(pieces) > 1:  # an end comes by itself
            queue.put(b"")
    return b"".join(pieces)


def start_process(module: str, *words: str, **env: str) -> "subprocess.Popen[bytes]":
    """Return a new `python -m module words`, with pipes to its stdin and from its stdout.

    Args:
        module: What it is.
        *words: Its arguments.
        **env: More of its environment.
    """
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-m", module, *words],
        env=os.environ | env | {"PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def writer() -> Callable[..., None]:
    """Return, in the new process, what sends a tuple to the old one, from any thread.

    From then on, whatever else is printed goes to stderr, not between the pickles.
    """
    out, lock = _own_stdout(), Lock()

    def write(*words: Any) -> None:
        pickled = pickle.dumps(words)
        with lock:
            write_all(out, pickled)

    return write


def gathering_writer() -> Callable[..., None]:
    """Return what `writer` does, for many small tuples: they go together, within `GATHER`.

    The last ones are lost if the process ends at once.
    """
    out, queue = _own_stdout(), SimpleQueue[bytes]()

    def write_on() -> None:
        with suppress(OSError):  # the old process is gone, as `serve` sees, too
            while True:
                write_all(out, _gathered(queue))

    Thread(target=write_on, name="gan1d-writer", daemon=True).start()
    return lambda *words: queue.put(pickle.dumps(words))


def _own_stdout() -> int:
    out = os.dup(1)
    os.dup2(2, 1)
    return out


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
