"""A run through time: settings and events in, frames out; it can go back and come again."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gan1d.frames.diagnosis import STRIDE, WINDOW, diagnose
from gan1d.frames.recording import AFTER_D, AFTER_G, FULL, Frame, NotFiniteError, Recording, View
from gan1d.links import Event
from gan1d.settings import Settings, SettingsError, knob_of
from gan1d.training.by_hand import trainer_for

MARK_EVERY, MARKS = 4, 256  # frames between two snapshots to come back to; how many of these
FAR_EVERY = 64  # frames between two that are kept beyond


@dataclass(frozen=True)
class Stop:
    """Why a run stands still by itself.

    Attributes:
        kind: "ended" at the schedule's end, "diverged" when a number stopped being finite.
        step: The step at which it happened.
        reason: What was not finite, "p_model" or "d"; "" at the schedule's end.
    """

    kind: str
    step: int
    reason: str = ""


class Timeline:
    """A trainer that follows its events and keeps a frame of every step and half step.

    Frame 0 is the start, before any training; without half steps, frame n follows step n.

    Attributes:
        initial: The settings it started with.
        events: All that was done to it and, when a link is replayed, all that will be.
        recording: The frames.
        stop: Why it stands still; None while it can go on.
    """

    def __init__(self, settings: Settings, events: Iterable[Event] = ()) -> None:
        """Lay out the run and record its start; nothing is trained yet."""
        self.initial, self.events = settings, list(events)
        self.recording = Recording()
        self.stop: Stop | None = None
        self._marks: deque[tuple[int, Any, int]] = deque()
        self._far: deque[tuple[int, Any, int]] = deque()
        self._begin()
        self.view = View(self.trainer.p_data, self.trainer.p_z)
        self._record(FULL)

    def _begin(self) -> None:
        self.trainer = trainer_for(self.initial)
        self._done = 0  # events that have happened
        self._beyond = False  # asked to go on after the schedule's end

    @property
    def settings(self) -> Settings:
        """Return the settings in force now."""
        return self.trainer.settings

    @property
    def past(self) -> list[Event]:
        """Return the events that have happened."""
        return self.events[: self._done]

    def advance(self) -> bool:
        """Train until the next frame is recorded; return False if the run stands still."""
        if self.stop:
            return False
        half = self._update()
        return not self.stop and self._record(half)

    def _update(self) -> int:
        """Do what comes next, an event that is due or a step; return what the frame follows."""
        self._turn_knobs()
        trainer = self.trainer
        if self._is_due():
            player = self.events[self._done].name
            self._done += 1
            if player == "d":
                trainer.step_d()
                return AFTER_D
            trainer.step_g()
            return AFTER_G
        more_to_come = self._done < len(self.events)
        if trainer.step >= trainer.ends and not self._beyond and not more_to_come:
            self.stop = Stop("ended", trainer.step)
        else:
            trainer.advance()
        return FULL

    def _record(self, half: int) -> bool:
        """Keep the picture of this moment; stop if it is not finite, and return False."""
        try:
            frame = Frame.of(self.trainer, self.view, half)
        except NotFiniteError as error:
            self.stop = Stop("diverged", error.step, error.what)
            self.recording.label("diverged")
            return False
        self._mark()
        self.recording.append(frame)
        if (self.recording.stop - 1) % STRIDE:
            self.recording.carry_label()
            return True
        # always the same frames are looked at, so that the word does not flicker with their phase
        history = self.recording.history(WINDOW // STRIDE, STRIDE)
        found = diagnose(history, self.trainer.p_data.center, self.trainer.p_data.scale)
        self.recording.label(found.slug, **found.evidence)
        return True

    def _mark(self) -> None:
        """Keep a snapshot now and then, older ones more sparsely, so that no way back is long."""
        if self.recording.stop % MARK_EVERY:
            return
        self._marks.append((self.recording.stop, self.trainer.snapshot(), self._done))
        if len(self._marks) > MARKS:
            mark = self._marks.popleft()
            if mark[0] % FAR_EVERY == 0:
                self._far.append(mark)
        while len(self._far) > 1 and self._far[1][0] <= self.recording.first:
            self._far.popleft()

    def rewind(self, index: int) -> None:
        """Go back to a frame; the frames after it, and all events still to come, are dropped.

        The way back is the snapshot before it, and from there the same bits again.
        """
        newest = self.recording.stop - 1
        index = min(max(index, self.recording.first), newest)
        if index < newest or (self.stop and self.stop.kind == "diverged"):
            self._return_to(index)
            self.recording.truncate(index + 1)
        self.events = self.past
        self.stop = None

    def _return_to(self, index: int) -> None:
        beyond = self._beyond
        for marks in (self._marks, self._far):
            while marks and marks[-1][0] > index:
                marks.pop()
        if before := self._marks or self._far:
            at, snapshot, self._done = before[-1]
            self.trainer.restore(snapshot)
        else:
            self._begin()
            at = 0
        self._beyond = True  # the steps on the way are known to exist
        for _ in range(index - at):
            self._update()
        self._turn_knobs()
        self._beyond = beyond

    def _turn_knobs(self) -> None:
        """Apply the knobs that are due, up to the next half step."""
        while self._is_due() and self.events[self._done].name not in ("d", "g"):
            event = self.events[self._done]
            self.trainer.change(self.settings.replace(**{event.name: event.value}))
            self._done += 1

    def _is_due(self) -> bool:
        return self._done < len(self.events) and self.events[self._done].step <= self.trainer.step

    def change(self, **changes: Any) -> None:
        """Turn live knobs now, as events.

        Raises:
            SettingsError: If a value is not allowed or a knob is not live; nothing is changed then.
        """
        settings = self.settings.replace(**changes)
        if restarting := {n: v for n, v in changes.items() if not knob_of(n).live}:
            name, value = restarting.popitem()
            raise SettingsError(name, value, "a live knob; this one starts a new run")
        events = self.past
        for name, value in settings.differing(self.settings).items():
            event = Event(self.trainer.step, name, value)
            if events and (events[-1].step, events[-1].name) == (event.step, name):
                events.pop()  # a slider on its way: only where it came to rest counts
                self._done -= 1
            events.append(event)
        self.events = events
        self._turn_knobs()
        self._beyond, self.stop = False, None

    def half(self, player: str) -> None:
        """Do one update of one player next, "d" or "g", as an event."""
        if player not in ("d", "g"):
            raise SettingsError("player", player, "d, g")
        self.events = [*self.past, Event(self.trainer.step, player)]
        self.stop = None

    def go_on(self) -> None:
        """Go on after the schedule's end, at the last rates."""
        self._beyond = True
        self.stop = None
