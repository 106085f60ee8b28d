"""Long work in a process of its own, one piece at a time, so that the live runs keep their pace.

Everything here would hold the interpreter's lock that the pages need. So the work is sent to a
fresh `python -m` of this very file, and what it has to say comes back; see `gan1d.server.pipes`.
It has the same right to a processor as the runs, unless a lower one is asked for.
"""

import os
import pickle
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from math import inf
from pkgutil import resolve_name
from threading import TIMEOUT_MAX, Lock, Thread, Timer
from typing import Any

from gan1d.server import pipes

ABANDONED_AFTER = 120.0  # seconds nobody asks for a job before it is given up

_ONE_AT_A_TIME = Lock()


class Job:
    """A piece of work under way: a function report, *args -> result, named as "module:function".

    It calls report(progress) as it likes; arguments, progress and result travel pickled.

    Args:
        task: The function's name.
        *args: What it is given.
        nice: How much lower its priority is than the server's, 0 to 19, where there are such.
        seconds: How long it may take, once it works; then it fails with a TimeoutError.
        **env: More of its process's environment.

    Attributes:
        state: "waiting", "working", "done", "failed" or "stopped".
        progress: What was last reported; None before that.
        result: What the task returned.
        error: The exception it raised, if it can be pickled; else a RuntimeError that says so.
    """

    def __init__(
        self, task: str, *args: Any, nice: int = 0, seconds: float = inf, **env: str
    ) -> None:
        """Begin as soon as no other work is under way."""
        self.state = "waiting"
        self.progress: Any = None
        self.result: Any = None
        self.error: Exception | None = None
        self._request = task, *args
        self._nice, self._seconds, self._env = nice, seconds, env
        self._process: subprocess.Popen[bytes] | None = None
        self._last_polled = time.monotonic()
        Thread(target=self._run, name="gan1d-jobs", daemon=True).start()

    @property
    def running(self) -> bool:
        """Return True while it is under way; whoever keeps asking keeps it so."""
        self._last_polled = time.monotonic()
        return self.state in ("waiting", "working")

    def stop(self) -> None:
        """Give it up."""
        if self.running:
            self.state = "stopped"
        if self._process is not None:
            self._process.kill()

    def _run(self) -> None:
        while not _ONE_AT_A_TIME.acquire(timeout=1.0):
            self._stop_if_abandoned()
            if self.state == "stopped":
                return
        try:
            self._work()
        except Exception as error:
            self._finish("failed", error=error)
        finally:
            if self._process is not None:
                self._process.kill()
                with self._process:  # closes the pipes and waits
                    pass
            _ONE_AT_A_TIME.release()

    def _work(self) -> None:
        if self.state == "stopped":
            return
        self.state = "working"
        self._process = pipes.start_process("gan1d.server.jobs", **self._env)
        if self.state == "stopped":  # before there was a process to kill
            return
        late = Timer(min(self._seconds, TIMEOUT_MAX), self._too_late)
        late.daemon = True
        late.start()
        try:
            self._listen(self._process)
        finally:
            late.cancel()

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        for kind, content in said(process, *self._request, nice=self._nice):
            self._stop_if_abandoned()
            if kind == "progress":
                self.progress = content
            elif kind == "result":
                self._finish("done", result=content)
            else:
                self._finish("failed", error=content)
            if self.state != "working":
                return

    def _finish(self, state: str, **more: Any) -> None:
        if self.state in ("waiting", "working"):
            vars(self).update(more)
            self.state = state

    def _too_late(self) -> None:
        self._finish("failed", error=TimeoutError(f"not done within {self._seconds:g} s"))
        if self._process is not None:
            self._process.kill()

    def _stop_if_abandoned(self) -> None:
        if time.monotonic() - self._last_polled > ABANDONED_AFTER:
            self.state = "stopped"


def said(
    process: "subprocess.Popen[bytes]", task: str, *args: Any, nice: int = 0
) -> Iterator[tuple[str, Any]]:
    """Let a process of this file do a task, see `Job`; yield what it says.

    That is ("progress", what it reports) as it comes, then ("result", what it returns) or ("error",
    an exception). Killed, it ends with an EOFError or what becomes of a pickle cut short.
    """
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(pickle.dumps((task, args, nice)))
    process.stdin.close()
    kind = "progress"
    while kind == "progress":
        kind, content = pickle.load(process.stdout)
        yield kind, content


def _do_task(write: Callable[..., None], task: str, args: Any, nice: int) -> None:
    """Do the work that was sent; in the process of its own."""
    if nice and hasattr(os, "nice"):
        os.nice(nice)
    try:
        write("result", resolve_name(task)(lambda progress: write("progress", progress), *args))
    except BrokenPipeError:  # nobody is there any more
        raise
    except Exception as error:
        write("error", pipes.picklable(error))


if __name__ == "__main__":
    pipes.serve(partial(_do_task, pipes.writer()))
