"""A sweep on disk: small parts while it runs, one Parquet file in the end.

Beside the file map.parquet stands, until it is there, the folder map.parquet.parts: each part is
written under another name, then renamed, so that it is whole or not there; the folder can be read
like the file, as far as it goes. A lock in it keeps a second process away as long as the first one
lives.
"""

import fcntl
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from gan1d.export.files import check_writable
from gan1d.settings import KNOBS, SettingsError
from gan1d.sweep.grid import Grid
from gan1d.sweep.one import COLUMNS

TYPES = {
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "choice": pa.string(),
    "text": pa.string(),
}
SCHEMA = pa.schema(
    [
        ("run", pa.int64()),
        *((name, TYPES[knob.kind]) for name, knob in KNOBS.items()),
        *((name, TYPES[kind]) for name, kind in COLUMNS.items()),
    ]
)
TEXTS = [field.name for field in SCHEMA if field.type == pa.string()]  # worth a dictionary each
ROWS = 1024  # of a part, at most
BLOCK = 4096  # rows of a row group in the end
SOON, LATE, SHARE = 0.25, 60.0, 0.01  # seconds between parts: a share of the time so far
MARK = b"gan1d.sweep"  # what the file's metadata say under this name is the grid's digest


class _Part(NamedTuple):
    """A file of runs in their order, and the first and the last of them, as its name says."""

    first: int
    last: int
    path: Path


class Parts:
    """The file of one sweep, while it is computed; to be entered and left.

    Attributes:
        complete: True if the file is there, with every run.
        done: (size,) bool: which runs are there.
    """

    def __init__(self, out: str | Path, grid: Grid) -> None:
        """Look at what is there.

        Raises:
            SettingsError: If no file can be written there, or what is there is something else.
        """
        self.out, self.grid = Path(out), grid
        self.folder = self.out.with_name(f"{self.out.name}.parts")
        self._schema = SCHEMA.with_metadata({MARK: grid.digest})
        self._lock: IO[str] | None = None
        self._rows: list[tuple[int, Mapping[str, Any]]] = []
        self._began = self._written = monotonic()
        check_writable("out", self.out)
        self.complete = self.out.exists()
        if self.complete and _digest(self.out) != grid.digest:
            raise self._refused("the file of this very sweep, or a new name; it holds another")
        self.done = np.full(grid.size, self.complete)

    def _refused(self, allowed: str) -> SettingsError:
        return SettingsError("out", str(self.out), allowed)

    def __enter__(self) -> Self:
        """Take the folder, and find out what is done.

        Raises:
            SettingsError: If its parts are another sweep's, or a process is at work there.
        """
        if self.complete:
            return self
        if self.folder.exists() and not self.folder.is_dir():
            raise self._refused(f"a name with room for the folder {self.folder.name} beside it")
        self.folder.mkdir(exist_ok=True)
        lock = (self.folder / "_lock").open("a")
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise self._refused("a file that no other process is computing now") from None
            for part in self._parts():
                if _digest(part.path) != self.grid.digest:
                    raise self._refused(f"a new name; {self.folder.name} holds another sweep")
                self.done[_read(part.path, ["run"])["run"].to_numpy()] = True
        except BaseException:
            lock.close()
            raise
        self._lock = lock
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write what is not written yet; let go of the folder, which goes if it is empty."""
        if self._lock is None:
            return
        try:
            self.flush()
        finally:
            if not self.complete and not self._parts():
                with suppress(OSError):
                    shutil.rmtree(self.folder)
            self._lock.close()

    def add(self, run: int, result: Mapping[str, Any]) -> None:
        """Keep what a run came to; written soon, the later in the sweep the less often.

        Args:
            run: Its number in the grid.
            result: A value or None for each of `COLUMNS`.
        """
        self._rows.append((run, result))
        since = monotonic() - self._written
        pause = min(max(SHARE * (self._written - self._began), SOON), LATE)
        if since > pause or len(self._rows) >= ROWS:
            self.flush()

    def flush(self) -> None:
        """Write what is not written yet as a part."""
        if self._rows:
            rows = sorted(self._rows, key=lambda row: row[0])
            runs = np.array([run for run, _ in rows])
            columns = {"run": runs} | self.grid.columns(runs)
            columns |= {name: [result[name] for _, result in rows] for name in COLUMNS}
            table = pa.Table.from_pydict(columns, self._schema)
            path = self.folder / "_part"
            pq.write_table(table, path, use_dictionary=TEXTS)
            _rename(path, self.folder / f"{rows[0][0]}-{rows[-1][0]}.parquet")
            self.done[runs] = True
            self._rows.clear()
        self._written = monotonic()

    def merge(self) -> None:
        """Make one file of all parts, in the order of the runs, a block at a time."""
        if self.complete:
            return
        self.flush()
        parts, path = self._parts(), self.folder / "_merged"
        with pq.ParquetWriter(path, self._schema, use_dictionary=TEXTS) as file:
            for first in range(0, self.grid.size, BLOCK):
                file.write_table(self._block(parts, first))
                pa.default_memory_pool().release_unused()  # or some megabytes stay with each block
        _rename(path, self.out)
        self.complete = True
        shutil.rmtree(self.folder)

    def _block(self, parts: Sequence[_Part], first: int) -> pa.Table:
        """Return the runs from `first` on, as many as belong together, in order."""
        tables = []
        for part in parts:
            if part.first < first + BLOCK and part.last >= first:
                table = _read(part.path)
                runs = table["run"].to_numpy()
                low, high = np.searchsorted(runs, [first, first + BLOCK])
                tables.append(table.slice(low, high - low))
        return pa.concat_tables(tables).sort_by("run")

    def _parts(self) -> list[_Part]:
        names = (path.stem.split("-") for path in self.folder.glob("*-*.parquet"))
        found = ((int(first), int(last)) for first, last in names)
        return sorted(_Part(*ends, self.folder / f"{ends[0]}-{ends[1]}.parquet") for ends in found)


def _rename(path: Path, name: Path) -> None:
    """Give a file that is whole its name; after a power cut it is still whole, or not there."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.replace(name)


def _read(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    return pq.ParquetFile(path).read(columns, use_threads=False)


def _digest(path: Path) -> str:
    """Return the digest of the sweep that a file holds; "" if it is no such file."""
    try:
        metadata = pq.read_schema(path).metadata or {}
    except (pa.ArrowInvalid, OSError):
        return ""
    return str(metadata.get(MARK, b"").decode())
