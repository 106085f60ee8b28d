"""The one thread for all: jobs first, in order; fair shares; nothing is done that is not due."""

import threading
import time

from gan1d.runs.scheduler import Shop


class Worker:
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


def _hand_in(shop, worker, job=lambda: None):
    done = threading.Event()

    def work():
        job()
        done.set()

    shop.submit(worker, work)
    return done


def _until(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


def test_jobs_are_done_in_order_and_work_only_while_it_is_due():
    shop, worker, seen = Shop(), Worker(pieces=20), []
    for number in range(5):
        last = _hand_in(shop, worker, lambda number=number: seen.append(number))
    assert last.wait(10) and seen == [0, 1, 2, 3, 4]
    _until(lambda: worker.done == 20)
    time.sleep(0.05)
    assert worker.done == 20
    worker.pieces = 30
    time.sleep(0.05)
    assert worker.done == 20  # nobody has told the shop
    _hand_in(shop, worker)
    _until(lambda: worker.done == 30)


def test_all_work_is_done_in_one_thread():
    shop, workers = Shop(), [Worker(pieces=30) for _ in range(4)]
    for worker in workers:
        _hand_in(shop, worker)
    _until(lambda: all(worker.done == 30 for worker in workers))
    assert len(set.union(*[worker.threads for worker in workers])) == 1


def test_a_job_does_not_wait_for_the_rest_of_the_work():
    shop, worker = Shop(), Worker(pieces=10**9, seconds=0.001)
    _hand_in(shop, worker)
    _until(lambda: worker.done > 3)
    assert _hand_in(shop, worker).wait(10)
    worker.pieces = 0
    _hand_in(shop, worker)


def test_a_slow_worker_gets_its_share_of_time_and_no_more():
    shop = Shop()
    slow, quick = Worker(pieces=10**9, seconds=0.02), Worker(pieces=10**9, seconds=0.001)
    for worker in (slow, quick):
        _hand_in(shop, worker)
    _until(lambda: slow.done >= 16)
    assert quick.done > 3 * slow.done  # equal times; by turns it would be as many pieces
    for worker in (slow, quick):
        worker.pieces = 0
        _hand_in(shop, worker)


def test_one_that_comes_back_does_not_make_up_for_the_time_it_was_away():
    shop = Shop()
    old, late = Worker(pieces=10**9, seconds=0.002), Worker(pieces=10**9, seconds=0.002)
    _hand_in(shop, old)
    _until(lambda: old.done >= 60)
    _hand_in(shop, late)
    _until(lambda: late.done >= 10)
    before = old.done, late.done
    _until(lambda: late.done >= before[1] + 30)
    assert old.done - before[0] > 5
    for worker in (old, late):
        worker.pieces = 0
        _hand_in(shop, worker)
