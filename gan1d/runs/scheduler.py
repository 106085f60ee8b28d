"""One thread for the work of all runs, because threads of their own hinder each other.

NumPy gives the interpreter's lock away at every operation. Ten runs in ten threads spend most of
their time on getting it back, and a frame costs four times what it costs in one thread.
"""

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import cache, partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Protocol, TypeVar

Result = TypeVar("Result")

WINDOW = 5.0  # seconds over which the pace is counted
BURST = 8  # pieces of work done in one go: a run's arrays stay in the processor's cache


class Task(Protocol):
    """What has work to do, piece by piece."""

    def is_due(self) -> bool:
        """Return True while there is work."""

    def work(self) -> None:
        """Do one piece of it."""


class Scheduler:
    """Does jobs in the order they come, and between them work for the task that had least time.

    So a task whose pieces are long gets its share and no more. Both are done in one thread: no job
    meets a piece of work half done.

    Attributes:
        done: Pieces of work done so far.
    """

    def __init__(self) -> None:
        """Start the thread, which waits for jobs."""
        self._jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._seconds: dict[Task, float] = {}  # seconds each task that is due has had
        self.done = 0
        self._bursts: deque[tuple[float, int]] = deque()  # when each ended, and its pieces
        self._when_idle: Callable[[], None] | None = None
        self._virtual_time = 0.0  # of these, when work was last done: where newcomers begin
        Thread(target=self._loop, name="gan1d-scheduler", daemon=True).start()

    def submit(self, job: Callable[..., Result], *args: Any, **more: Any) -> "Future[Result]":
        """Return the future of a job, done after the piece of work under way."""
        future: Future[Result] = Future()
        self._jobs.put(partial(_fulfil, future, job, args, more))
        return future

    def when_idle(self, job: Callable[[], None]) -> None:
        """Do a job once, when there is nothing else to do; to be called by a job.

        Only the last one given until then is done.
        """
        self._when_idle = job

    def notice(self, task: Task) -> None:
        """Look whether a task has become due; to be called by a job."""
        if task.is_due():
            self._seconds.setdefault(task, self._virtual_time)

    @property
    def pace(self) -> float:
        """Return the pieces of work done in a second, over the last `WINDOW`; for jobs to ask."""
        self._forget(time.perf_counter())
        return sum(pieces for _, pieces in self._bursts) / WINDOW

    def _forget(self, now: float) -> None:
        while self._bursts and self._bursts[0][0] < now - WINDOW:
            self._bursts.popleft()

    def _loop(self) -> None:
        while True:
            self._next()()  # without a name: what it was about may be freed afterwards

    def _next(self) -> Callable[[], None]:
        idle = not self._seconds
        try:
            return self._jobs.get(block=idle and self._when_idle is None)
        except Empty:
            if not idle:
                return self._work
            assert self._when_idle is not None
            job, self._when_idle = self._when_idle, None
            return job

    def _work(self) -> None:
        task = min(self._seconds, key=self._seconds.__getitem__)
        self._virtual_time, begin = self._seconds[task], time.perf_counter()
        before = self.done
        for _ in range(BURST):
            if not task.is_due():
                del self._seconds[task]
                break
            task.work()
            self.done += 1
            if not self._jobs.empty():
                break
        now = time.perf_counter()
        if task in self._seconds:
            self._seconds[task] += now - begin
        self._bursts.append((now, self.done - before))
        self._forget(now)


def _fulfil(future: "Future[Any]", job: Callable[..., Any], args: Any, more: Any) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = job(*args, **more)
    except Exception as error:
        future.set_exception(error)
        del future, job, args, more  # the error knows this frame: they would be a circle
    else:
        future.set_result(result)


@cache
def scheduler() -> Scheduler:
    """Return the one scheduler of this process."""
    return Scheduler()
