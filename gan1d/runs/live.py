"""A run that trains while seats watch it, as far as the one that is farthest ahead wants it to.

The browser is the clock: no reader, no training. All of it happens in the scheduler's thread: a
step is never torn, nobody sees half a change, and no lock is needed.
"""

import logging
from typing import TYPE_CHECKING

from gan1d.links import Event
from gan1d.runs.scheduler import scheduler
from gan1d.runs.timeline import Timeline
from gan1d.settings import Settings

if TYPE_CHECKING:
    from gan1d.runs.seat import Seat


class LiveRun:
    """A timeline and the seats that watch it.

    Attributes:
        timeline: The run itself.
        seats: Those who watch it.
        unaveraged: Index of the newest frame without p_model of G's moving average; -1: none.
    """

    def __init__(self, timeline: Timeline) -> None:
        """Take over a timeline; nobody watches yet."""
        self.timeline = timeline
        self.timeline.view.averaged = False
        self.seats: set[Seat] = set()
        self.unaveraged = timeline.recording.stop - 1

    @property
    def key(self) -> tuple[Settings, list[Event]]:
        """Return what a run is: its settings and its events."""
        return self.timeline.initial, self.timeline.events

    def is_due(self) -> bool:
        """Return True if a seat waits for a frame that can be trained."""
        wanted = max((seat.wanted for seat in self.seats if seat.readers), default=-1)
        return self.timeline.stop is None and self.timeline.recording.stop <= wanted

    def work(self) -> None:
        """Train one frame, and wake those who wait for it."""
        try:
            self.timeline.advance()
        except Exception:
            logging.getLogger(__name__).exception("training stopped at an error")
            for seat in self.seats:
                seat.wanted = -1
        newest = self.timeline.recording.stop - 1
        if not self.timeline.view.averaged:
            self.unaveraged = newest
        for seat in self.seats:
            if self.timeline.stop or newest <= seat.wanted:
                seat.wake()

    def view_changed(self) -> None:
        """Show the moving average as long as one of the seats wishes to see it."""
        self.timeline.view.averaged = any(seat.averaged for seat in self.seats)

    def notice(self) -> None:
        """Train from now on if there is something to train."""
        scheduler().notice(self)
