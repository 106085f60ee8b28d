"""One thread for the work of all runs, because threads of their own hinder each other.

NumPy gives the interpreter's lock away at every operation. Ten runs in ten threads spend most of
their time on getting it back, and a frame costs four times what it costs in one thread.
"""

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
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
    """Takes jobs and work by turns: next is whoever waits and had least time.

    Who waits is a task that is due, or who sent jobs, and these are done one at a time, in the
    order they came. So one whose pieces or jobs are long, or many, gets his share and no more, and
    who asks for little hardly waits. All is done in one thread: no job meets a piece of work half
    done.

    Attributes:
        done: Pieces of work done so far.
    """

    def __init__(self, clock: Callable[[], float] = time.thread_time) -> None:
        """Start the thread, which waits for jobs; `clock` returns what it has had, seconds.

        Of the processor, by default: on a busy machine nobody pays for the time others took.
        """
        self._clock = clock
        self._arrived: SimpleQueue[tuple[Any, Callable[[], None]]] = SimpleQueue()
        self._jobs: dict[Any, deque[Callable[[], None]]] = {}  # by who sent them
        self._seconds: dict[Any, float] = {}  # that each one who waits has had
        self._left: dict[Any, float] = {}  # that one who left had, if more than others
        self.done = 0
        self._bursts: deque[tuple[float, int]] = deque()  # when each ended, and its pieces
        self._when_idle: Callable[[], None] | None = None
        self._virtual_time = 0.0  # seconds of the one who is served: where newcomers begin
        Thread(target=self._loop, name="gan1d-scheduler", daemon=True).start()

    def submit(self, job: Callable[..., Result], *args: Any, **more: Any) -> "Future[Result]":
        """Return the future of a job of nobody in particular; see `submit_for`."""
        return self.submit_for(None, job, *args, **more)

    def submit_for(
        self, sender: Any, job: Callable[..., Result], *args: Any, **more: Any
    ) -> "Future[Result]":
        """Return the future of a job, done when it is its sender's turn."""
        future: Future[Result] = Future()
        self._arrived.put((sender, partial(_fulfil, future, job, args, more)))
        return future

    def when_idle(self, job: Callable[[], None]) -> None:
        """Do a job once, when there is nothing else to do; to be called by a job.

        Only the last one given until then is done.
        """
        self._when_idle = job

    def notice(self, task: Task) -> None:
        """Look whether a task has become due; to be called by a job."""
        if task.is_due():
            self._come(task)

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
        self._take_in()
        if not self._seconds:
            job, self._when_idle = self._when_idle, None
            assert job is not None
            return job
        # jobs first among equals
        who = min(self._seconds, key=lambda who: (self._seconds[who], who not in self._jobs))
        self._virtual_time = now = self._seconds[who]
        self._left = {who: had for who, had in self._left.items() if had > now}
        return partial(self._serve if who in self._jobs else self._work, who)

    def _take_in(self) -> None:
        """Put the jobs that have arrived to their senders'; wait for one if nobody waits."""
        with suppress(Empty):
            while True:
                idle = not self._seconds
                if idle:
                    self._left = {}
                sender, job = self._arrived.get(block=idle and self._when_idle is None)
                self._jobs.setdefault(sender, deque()).append(job)
                self._come(sender)

    def _come(self, who: Any) -> None:
        if who not in self._seconds:
            self._seconds[who] = max(self._virtual_time, self._left.pop(who, 0.0))

    def _go(self, who: Any) -> None:
        self._left[who] = self._seconds.pop(who)

    def _serve(self, sender: Any) -> None:
        begin = self._clock()
        jobs = self._jobs[sender]
        jobs.popleft()()  # without a name, as in `_loop`
        self._seconds[sender] += self._clock() - begin
        if not jobs:
            del self._jobs[sender]
            self._go(sender)

    def _work(self, task: Task) -> None:
        begin, before = self._clock(), self.done
        due = True
        for _ in range(BURST):
            due = task.is_due()
            if not due:
                break
            task.work()
            self.done += 1
            if not self._arrived.empty():
                break
        self._seconds[task] += self._clock() - begin
        if not due:
            self._go(task)
        now = time.perf_counter()
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
