"""What a sweep makes of a machine: the numbers fit together."""

from gan1d.benchmarks.throughput import Throughput, _loop, _peak, nothing, peak_of, table, times
from gan1d.settings import Settings
from gan1d.sweep.one import COLUMNS, one

SMALL = {"width_d": 8, "width_g": 8, "depth_g": 1, "batch_d": 8, "batch_g": 8}


def test_a_run_costs_more_than_its_steps():
    whole, bare = times(Settings(steps=30, **SMALL), 1)
    assert whole > bare > 0
    begin, end = _loop(0, [Settings(steps=1, **SMALL)] * 2)
    assert end > begin


def test_what_stands_for_a_result_has_its_columns():
    row, stand_in = one(0, Settings(steps=1, **SMALL)), nothing(0, Settings())
    assert list(row) == list(stand_in) == list(COLUMNS)


def test_the_peak_of_a_sweep_is_seen():
    before = peak_of("self")
    assert _peak(20, "") >= before > 10


def test_the_table_says_what_many_runs_take():
    found = Throughput(2, 2.5, 0.987, 1.09, [("steps", 250, 9.0)], [("who", 1000, 190.0)])
    lines = table(found).splitlines()
    assert "2.50 runs a second and process, 0.987 of bare loops at once" in lines[1]
    assert "1.090 times" in lines[2] and "250   9.00" in "".join(lines)
    assert lines[-2].split() == ["10,000", "runs", "0:33:20", "0:04:10", "0:00:08"]
    assert "2 days, 7:33:20" in lines[-1]  # 10^6 / 2.5 / 2 seconds
