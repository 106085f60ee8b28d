"""A sweep so small that it takes a second, and ways to look at what it wrote."""

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import PIPE

import pandas as pd
import pytest

from gan1d import sweep

SMALL = {"width_d": 8, "width_g": 8, "depth_g": 1, "batch_d": 8, "batch_g": 8, "data": "normal"}
KNOBS = {"lr_d": "1e-3:1e-1:3:log", "k": "1,2", **SMALL}
SEEDS, STEPS, LONGER = "0-3", 30, 150


def options(knobs, steps, seeds=SEEDS):
    """Return the options of the command line for a grid."""
    return [f"--{name}={text}" for name, text in {**knobs, "steps": steps}.items()] + [
        f"--seeds={seeds}"
    ]


def same(one, other):
    """See to it that two maps are the same, bit for bit, but for the seconds."""
    one, other = (table.drop(columns="seconds") for table in (one, other))
    pd.testing.assert_frame_equal(one, other, check_exact=True)


def wait_for(what, process=None):
    """Wait until something is so."""
    for _ in range(3000):
        if found := what():
            return found
        assert process is None or process.poll() is None, process.communicate()
        time.sleep(0.02)
    return pytest.fail("it took a minute")


def written(out):
    """Return how many parts are there."""
    return len(list(Path(f"{out}.parts").glob("*-*.parquet")))


@contextmanager
def sweeping(out, *words):
    """Let a sweep run in a process of its own, in a group of its own; end with the group's end."""
    command = [sys.executable, "-m", "gan1d", "sweep", "--out", str(out), *words]
    process = subprocess.Popen(command, stdout=PIPE, stderr=PIPE, text=True, start_new_session=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def children(pid):
    """Return the processes that one has started."""
    return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def is_alive(pid):
    """Return True while a process is there and no zombie."""
    with suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


class Here(Executor):
    """Computes at once, in this thread; can be told to fail, or to take the last one first."""

    def __init__(self, fails_at=None, shuffled=False):
        """Fail at a call, by its number, or compute four tasks at a time in random order."""
        self.calls, self.fails_at, self.waiting = 0, fails_at, []
        self.random = random.Random(1) if shuffled else None

    def submit(self, function, *task):
        self.calls += 1
        if self.calls == self.fails_at:
            raise KeyboardInterrupt
        future = Future()
        self.waiting.append((future, function, task))
        if self.random is None or len(self.waiting) == 4:
            if self.random:
                self.random.shuffle(self.waiting)
            for other, call, args in self.waiting:
                other.set_result(call(*args))
            self.waiting.clear()
        return future


@pytest.fixture(scope="session")
def whole():
    """Return the map, computed in this one process, a run after the other."""
    return sweep(KNOBS, SEEDS, STEPS, Here())


@pytest.fixture(scope="session")
def longer():
    """Return the map of longer runs."""
    return sweep(KNOBS, SEEDS, LONGER, Here())
