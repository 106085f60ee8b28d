"""Who computes the runs of a sweep: processes of this machine, a Dask cluster, or what is given.

However many tasks there are, only a few for each worker are in their hands at any time, and what a
dead worker had in hand is given out again.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
)
from contextlib import contextmanager, suppress
from logging import CRITICAL, getLogger
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from types import ModuleType
from typing import Any, TypeVar

from gan1d.settings import SettingsError

T = TypeVar("T")

AHEAD = 4  # tasks in hand for each worker
DEATHS = 20  # times that a task may be in the hands of workers that die
AGAIN = 5.0  # seconds after which a cluster's workers are counted again, and its notes cleared
ANSWER = "10s"  # time in which a Dask scheduler must answer
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Workers:
    """The workers behind an executor from elsewhere, which is used and left open.

    Attributes:
        deaths: The errors of a task that mean that its worker died.
    """

    deaths: tuple[type[BaseException], ...] = ()

    def __init__(self, executor: Executor, count: int | None = None) -> None:
        """Use an executor; `count` of its workers, as many as there are cores if None."""
        self._executor = executor
        self.count = count or os.cpu_count() or 1

    def submit(self, function: Callable[..., T], *task: Any) -> Future[T]:
        """Let a worker call a function."""
        return self._executor.submit(function, *task)

    def close(self, left: Collection[Future[Any]]) -> None:
        """Let the workers go, and at once if some futures are left that nobody waits for."""
        for future in left:
            future.cancel()


def _pool(count: int) -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")  # a fork would inherit the locks of threads
    return ProcessPoolExecutor(count, spawn, _end_with_the_parent)


def _end_with_the_parent() -> None:
    """Let this process end when the one that started it does, even if that was killed."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


class Processes(Workers):
    """Processes on this machine, each with one thread; if one is killed, new ones are started."""

    deaths = (BrokenExecutor,)

    def __init__(self, count: int | None = None) -> None:
        """Start none yet: they come with the tasks."""
        self._others = set(multiprocessing.active_children())
        count = count or os.cpu_count() or 1
        super().__init__(_pool(count), count)

    def submit(self, function: Callable[..., T], *task: Any) -> Future[T]:
        """Let a process call a function; if the processes are lost, new ones."""
        with _one_thread_each(), _deaf_to_interruptions(), _nothing_of_the_script():
            try:
                return self._executor.submit(function, *task)
            except BrokenExecutor:
                self._executor.shutdown(wait=False, cancel_futures=True)
                self._executor = _pool(self.count)
                return self._executor.submit(function, *task)

    def close(self, left: Collection[Future[Any]]) -> None:
        """End the processes; kill them if something is left: a run under way would be waited for.

        The executor cancels by itself: it fails where others cancel what its dead processes had.
        """
        self._executor.shutdown(wait=not left, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - self._others if left else ():
            process.kill()


def _forget(dask_scheduler: Any) -> None:
    """Let a scheduler forget what it would keep of each task for as long as it lives.

    That is a note in the metadata of spans that there was a future, which says nothing else, and
    the key in the cache of `key_split`. Not every version of Dask has spans. Only a scheduler that
    knows this project can be asked at all.

    Args:
        dask_scheduler: The scheduler, which Dask gives under this name.
    """
    from dask.utils import key_split

    key_split.cache_clear()
    with suppress(AttributeError, KeyError):
        for span in dask_scheduler.extensions["spans"].spans.values():
            notes = span.metadata["collections"] if span.metadata else []
            notes[:] = [note for note in notes if note != {"type": "Future"}]


class Cluster(Workers):
    """The workers of a Dask scheduler, however many there are at a time."""

    def __init__(self, address: str) -> None:
        """Connect to a scheduler.

        Raises:
            SettingsError: If Dask is not installed, or no scheduler answers.
        """
        try:
            from distributed import Client, KilledWorker
        except ImportError:
            needed = "only with Dask, which is not installed; pip install distributed==2026.8.0"
            raise SettingsError("scheduler", address, needed) from None
        try:
            self._client = Client(address, timeout=ANSWER, set_as_default=False)
        except (OSError, ValueError) as error:
            here = "the address of a Dask scheduler that answers, as tcp://host:8786"
            raise SettingsError("scheduler", address, here) from error
        try:
            self._client.run_on_scheduler(_forget)
        except Exception as error:
            self.close(())
            here = "a scheduler that was started in the project's folder by python -m dask"
            raise SettingsError("scheduler", address, f"{here} ({error})") from error
        getLogger("distributed").setLevel(CRITICAL)  # what it has to say comes as errors, too
        self.deaths = (KilledWorker,)
        self._counted = -AGAIN
        super().__init__(self._client.get_executor(pure=False))

    @property
    def count(self) -> int:
        """Return how many threads they have; at least one, they may still be on their way."""
        if monotonic() > self._counted + AGAIN:
            self._count = sum(self._client.nthreads().values()) or 1
            self._client.run_on_scheduler(_forget)
            self._counted = monotonic()
        return self._count

    @count.setter
    def count(self, count: int) -> None:
        self._count = count

    def close(self, left: Collection[Future[Any]]) -> None:
        """Let go of the scheduler, which forgets what is left; it and its workers stay."""
        self._client.close(timeout=2)


def results(
    workers: Workers, function: Callable[..., T], tasks: Iterable[tuple[Any, ...]]
) -> Generator[tuple[tuple[Any, ...], T]]:
    """Yield (task, what the function returns for it) as they are done, in any order.

    Args:
        workers: Who calls the function; closed at the end, at once if not all is done.
        function: Called with the parts of a task; the task's first part is its name in errors.
        tasks: Taken one by one, a few ahead of the workers.

    Raises:
        ChildProcessError: If a task was in the hands of workers that died, too often.
        ConnectionError: If a cluster lets go of a task.
    """
    coming, again = iter(tasks), list[tuple[Any, ...]]()
    in_hand: dict[Future[T], tuple[Any, ...]] = {}
    done: SimpleQueue[Future[T]] = SimpleQueue()
    died: dict[Any, int] = {}
    try:
        while True:
            while len(in_hand) < AHEAD * workers.count:
                task = again.pop() if again else next(coming, None)
                if task is None:
                    break
                future = workers.submit(function, *task)
                in_hand[future] = task
                future.add_done_callback(done.put)
            if not in_hand:
                break
            task = in_hand.pop(future := done.get())
            try:
                result = future.result()
            except workers.deaths as error:
                again.append(task)
                died[task[0]] = died.get(task[0], 0) + 1
                if died[task[0]] == DEATHS:
                    said = f"{DEATHS} workers died at run {task[0]}, or beside it"
                    raise ChildProcessError(said) from error
            except ModuleNotFoundError as error:
                raise ConnectionError(f"a worker says {error}: it must know the project") from error
            except CancelledError as error:
                said = f"the scheduler let go of run {task[0]}; what is done is kept"
                raise ConnectionError(said) from error
            else:
                died.pop(task[0], None)
                yield task, result
    finally:
        workers.close(in_hand)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let processes started here do their arithmetic in one thread each."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _deaf_to_interruptions() -> Iterator[None]:
    """Let a Ctrl-C be for this process only: those started here never hear of it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _nothing_of_the_script() -> Iterator[None]:
    """Let processes started here not import the script again that is running.

    They need nothing of it, and a script that asks for a sweep at its top would ask again.
    """
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script
