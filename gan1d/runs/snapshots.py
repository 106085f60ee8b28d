"""The moments of a run to come back to: sparser the longer ago, and bounded in bytes."""

from typing import Any, NamedTuple, Self

EVERY, KEPT = 4, 256  # frames between two snapshots; how many of these are kept
OLD_EVERY = 64  # frames between two that are kept beyond
ROOM = 64 * 2**20  # bytes of all snapshots of a run


class Moment(NamedTuple):
    """A moment to come back to.

    Attributes:
        frame: Index of the frame that shows it.
        snapshot: Of the trainer; never changed.
        done: Events that had happened.
    """

    frame: int
    snapshot: Any
    done: int


class Snapshots:
    """Moments in order; all are of the same size, and the start of the run needs none.

    Attributes:
        nbytes: Bytes they take.
    """

    def __init__(self, size: int) -> None:
        """Keep none yet; one takes `size` bytes."""
        self._size, self._most = size, max(ROOM // size, 1)
        self._kept: list[Moment] = []
        self._old = 0  # the first of them, which lie farther apart

    @property
    def nbytes(self) -> int:
        """Return the bytes they take."""
        return self._size * len(self._kept)

    def copy(self) -> Self:
        """Return the same moments, to go their own way."""
        twin = type(self)(self._size)
        twin._most, twin._kept, twin._old = self._most, self._kept.copy(), self._old
        return twin

    def add(self, frame: int, snapshot: Any, done: int, first: int) -> None:
        """Keep a moment, the newest; nobody goes back to a frame before `first`."""
        self._kept.append(Moment(frame, snapshot, done))
        if len(self._kept) - self._old > KEPT:
            if self._kept[self._old].frame % OLD_EVERY == 0:
                self._old += 1
            else:
                del self._kept[self._old]
        while self._old > 1 and self._kept[1].frame <= first:
            self._drop(0)
        self._fit(self._most)

    def thin(self, nbytes: float) -> None:
        """Keep no more than so many bytes of those there are, but one."""
        self._fit(max(int(nbytes // self._size), 1))

    def halve(self) -> bool:
        """Keep half of them from now on; return False if there is but one."""
        self._most = max(min(self._most, len(self._kept)) // 2, 1)
        before = len(self._kept)
        self._fit(self._most)
        return len(self._kept) < before

    def back_to(self, frame: int) -> Moment | None:
        """Return the last moment up to a frame, and forget those after it; None: the start."""
        while self._kept and self._kept[-1].frame > frame:
            self._kept.pop()
        self._old = min(self._old, len(self._kept))
        return self._kept[-1] if self._kept else None

    def _fit(self, most: int) -> None:
        """Drop where the way back becomes longer by the smallest share of its age."""
        while len(self._kept) > most:
            frames = [0, *(moment.frame for moment in self._kept)]
            gaps = zip(frames, frames[1:], frames[2:], strict=False)
            shares = [(after - before) / (frames[-1] + EVERY - at) for before, at, after in gaps]
            # with room for one alone, the newest takes its place
            self._drop(shares.index(min(shares)) if shares else 0)

    def _drop(self, place: int) -> None:
        del self._kept[place]
        self._old -= place < self._old
