"""What processes take of memory and processor, as Linux tells; None elsewhere."""

import os
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


def family(server: int) -> list[int]:
    """Return a process and those it has started, and they."""
    family = [server]
    for pid in family:  # grows on the way
        with suppress(OSError):
            for task in (PROC / str(pid) / "task").iterdir():
                family += map(int, (task / "children").read_text().split())
    return family


def processors(server: int | None) -> dict[int, float] | None:
    """Return the processor seconds of a server, first, and of the processes it has started."""
    if server is None or not (PROC / "self/stat").exists():
        return None
    spent = {}
    for pid in family(server):
        with suppress(OSError):
            words = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
            spent[pid] = (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    return spent


def rates(
    before: dict[int, float] | None, after: dict[int, float] | None, seconds: float
) -> tuple[float | None, float | None]:
    """Return the processor seconds a second of a server, and of all it has started."""
    if before is None or after is None:
        return None, None
    server, *others = [(spent - before.get(pid, 0.0)) / seconds for pid, spent in after.items()]
    return server, sum(others)


def pss(server: int) -> float | None:
    """Return the memory of a server and all it has started, each shared page once, MB."""
    total = 0
    try:
        for pid in family(server):
            rollup = (PROC / str(pid) / "smaps_rollup").read_text()
            total += next(int(x.split()[1]) for x in rollup.splitlines() if x.startswith("Pss:"))
    except OSError:
        return None
    return total / 1024
