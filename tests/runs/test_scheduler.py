"""The one thread for all: jobs in order; fair shares of all who wait; nothing that is not due."""

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
    scheduler = Scheduler(time.perf_counter)  # these pieces sleep
    slow, quick = Task(pieces=10**9, seconds=0.02), Task(pieces=10**9, seconds=0.001)
    for task in (slow, quick):
        _submit(scheduler, task)
    _until(lambda: slow.done >= 16)
    assert quick.done > 3 * slow.done  # equal times; by turns it would be as many pieces
    for task in (slow, quick):
        task.pieces = 0
        _submit(scheduler, task)


def test_nobody_pays_for_the_time_others_took_of_the_processor():
    scheduler = Scheduler()
    held_up, quick = Task(pieces=10**9, seconds=0.02), Task(pieces=10**9, seconds=0.001)
    for task in (held_up, quick):
        _submit(scheduler, task)
    _until(lambda: held_up.done >= 16)
    assert quick.done < 3 * held_up.done  # neither works at all


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


class Clock:
    """Time that goes on only where a test says so."""

    def __init__(self):  # noqa: D107
        self.now = 0.0

    def __call__(self):
        return self.now


class Run:
    """A run that is always due: each piece takes a second."""

    def __init__(self, clock, log, name):  # noqa: D107
        self.clock, self.log, self.name = clock, log, name
        self.due = True

    def is_due(self):
        return self.due

    def work(self):
        self.clock.now += 1
        self.log.append(self.name)


def test_orders_of_others_do_not_starve_a_run_however_many_and_long_they_are():
    clock, log = Clock(), []
    scheduler, run = Scheduler(clock), Run(clock, log, "run")

    def order(seat, left):
        clock.now += 10
        log.append(seat)
        if left:  # the next one waits already when this one is done
            scheduler.submit_for(seat, order, seat, left - 1)
            scheduler.submit_for(seat, log.append, seat)

    def begin():
        scheduler.notice(run)
        for seat in "abc":
            scheduler.submit_for(seat, order, seat, 20)

    scheduler.submit(begin)
    _until(lambda: log.count("c") == 41)
    run.due = False
    scheduler.submit(int).result(10)
    last = max(index for index, who in enumerate(log) if who != "run")
    turns = log[:last]
    assert turns.count("run") >= 190  # of 3 x 200 s of orders: a quarter of all time
    waited = "".join("r" if who == "run" else "." for who in turns).split("r")
    assert max(map(len, waited)) <= 6  # no more than an order, and a short one, of each seat


def test_who_sends_an_order_at_a_time_and_waits_is_not_first_each_time():
    clock, log = Clock(), []
    scheduler, run = Scheduler(clock), Run(clock, log, "run")

    def order():
        clock.now += 50
        log.append("order")

    scheduler.submit(scheduler.notice, run).result(10)
    for _ in range(5):
        scheduler.submit_for("seat", order).result(10)
    between = "".join("r" if who == "run" else "." for who in log).split(".")[1:-1]
    assert all(len(pieces) >= 50 - 8 for pieces in between)
    run.due = False


def test_a_short_job_waits_for_the_turn_under_way_and_no_longer():
    clock, log = Clock(), []
    scheduler = Scheduler(clock)

    def order(left):
        clock.now += 10
        log.append("long")
        if left:
            scheduler.submit_for("seat", order, left - 1)
        if left == 10:
            scheduler.submit_for("other", log.append, "short")

    scheduler.submit_for("seat", order, 20)
    _until(lambda: log.count("long") == 21)
    assert log.index("short") <= 12
