"""One thread for the work of all runs, because threads of their own hinder each other.

NumPy gives the interpreter's lock away at every operation. Ten runs in ten threads spend most of
their time on getting it back, and a frame costs four times what it costs in one thread.
"""

import time
from collections.abc import Callable
from functools import cache
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Protocol

BURST = 8  # pieces of work done in one go: a run's arrays stay in the processor's cache


class Worker(Protocol):
    """What has work to do, piece by piece."""

    def is_due(self) -> bool:
        """Return True while there is work."""

    def work(self) -> None:
        """Do one piece of it."""


class Shop:
    """Does jobs in the order they come, and between them work for the worker that had least time.

    So a worker whose pieces are long gets its share and no more. Both are done in the shop's
    thread: no job meets a piece of work half done.
    """

    def __init__(self) -> None:
        """Open the shop; its thread waits for jobs."""
        self._jobs: SimpleQueue[tuple[Worker, Callable[[], None]]] = SimpleQueue()
        self._had: dict[Worker, float] = {}  # seconds each worker that is due has had
        self._least = 0.0  # of these, when work was last done: where newcomers begin
        Thread(target=self._serve, name="gan1d-shop", daemon=True).start()

    def submit(self, worker: Worker, job: Callable[[], None]) -> None:
        """Do a job, which must not raise, and see then whether its worker is due."""
        self._jobs.put((worker, job))

    def _serve(self) -> None:
        while True:
            try:
                worker, job = self._jobs.get(block=not self._had)
            except Empty:
                self._work()
                continue
            job()
            if worker.is_due():
                self._had.setdefault(worker, self._least)
            else:
                self._had.pop(worker, None)

    def _work(self) -> None:
        worker = min(self._had, key=self._had.__getitem__)
        self._least, begin = self._had[worker], time.perf_counter()
        for _ in range(BURST):
            worker.work()
            if not worker.is_due() or not self._jobs.empty():
                break
        self._had[worker] += time.perf_counter() - begin
        if not worker.is_due():
            del self._had[worker]


@cache
def shop() -> Shop:
    """Return the one shop of this process."""
    return Shop()
