"""The one thread for all: jobs first, in order; fair shares; nothing is done that is not due."""

import threading
import time

from gan1d.runs.scheduler import Scheduler


class Task:
    """So many pieces of work, each taking so long."""

    def __init__(self, pieces=0, seconds=0.0):  # noqa: D107
        self.pieces, self.seconds = pieces, seconds
        self.done, self.threads = 0, set()

    def is_due(self):
        return self.done < self.pieces

    def work(self):
        time.sleep(self.seconds)
        self.done += 1
        self.threads.add(threading.current_thread())


def _submit(scheduler, task, job=lambda: None):
    def work():
        job()
        scheduler.notice(task)

    return scheduler.submit(work)


def _until(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


def test_jobs_are_done_in_order_and_work_only_while_it_is_due():
    scheduler, task, seen = Scheduler(), Task(pieces=20), []
    for number in range(5):
        last = _submit(scheduler, task, lambda number=number: seen.append(number))
    last.result(10)
    assert seen == [0, 1, 2, 3, 4]
    _until(lambda: task.done == 20)
    time.sleep(0.05)
    assert task.done == 20
    task.pieces = 30
    time.sleep(0.05)
    assert task.done == 20  # nobody has told the scheduler
    _submit(scheduler, task)
    _until(lambda: task.done == 30)


def test_all_work_is_done_in_one_thread():
    scheduler, tasks = Scheduler(), [Task(pieces=30) for _ in range(4)]
    for task in tasks:
        _submit(scheduler, task)
    _until(lambda: all(task.done == 30 for task in tasks))
    assert len(set.union(*[task.threads for task in tasks])) == 1


def test_a_job_does_not_wait_for_the_rest_of_the_work():
    scheduler, task = Scheduler(), Task(pieces=10**9, seconds=0.001)
    _submit(scheduler, task)
    _until(lambda: task.done > 3)
    _submit(scheduler, task).result(10)
    task.pieces = 0
    _submit(scheduler, task)


def test_a_slow_worker_gets_its_share_of_time_and_no_more():
    scheduler = Scheduler()
    slow, quick = Task(pieces=10**9, seconds=0.02), Task(pieces=10**9, seconds=0.001)
    for task in (slow, quick):
        _submit(scheduler, task)
    _until(lambda: slow.done >= 16)
    assert quick.done > 3 * slow.done  # equal times; by turns it would be as many pieces
    for task in (slow, quick):
        task.pieces = 0
        _submit(scheduler, task)


def test_one_that_comes_back_does_not_make_up_for_the_time_it_was_away():
    scheduler = Scheduler()
    old, late = Task(pieces=10**9, seconds=0.002), Task(pieces=10**9, seconds=0.002)
    _submit(scheduler, old)
    _until(lambda: old.done >= 60)
    _submit(scheduler, late)
    _until(lambda: late.done >= 10)
    before = old.done, late.done
    _until(lambda: late.done >= before[1] + 30)
    assert old.done - before[0] > 5
    for task in (old, late):
        task.pieces = 0
        _submit(scheduler, task)


def test_the_pace_is_that_of_the_last_seconds(monkeypatch):
    monkeypatch.setattr("gan1d.runs.scheduler.WINDOW", 60.0)
    scheduler, task = Scheduler(), Task(pieces=20)
    assert scheduler.submit(lambda: scheduler.pace).result(10) == 0.0
    _submit(scheduler, task)
    _until(lambda: scheduler.done == 20)
    assert scheduler.submit(lambda: scheduler.pace).result(10) == 20 / 60
    monkeypatch.setattr("gan1d.runs.scheduler.WINDOW", 0.01)
    time.sleep(0.05)
    assert scheduler.submit(lambda: scheduler.pace).result(10) == 0.0
    assert scheduler.done == 20
