"""A run through time: settings and events in, frames out; it can go back and come again."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal, NamedTuple, Self

from gan1d.frames.diagnosis import STRIDE, WINDOW, diagnose
from gan1d.frames.recording import AFTER_D, AFTER_G, FULL, Frame, NotFiniteError, Recording, View
from gan1d.links import GO_ON, HALVES, Event, check_count
from gan1d.runs.snapshots import EVERY, Snapshots
from gan1d.settings import Settings, SettingsError, knob_of
from gan1d.training.engines import trainer_for


@dataclass(frozen=True)
class Stop:
    """Why a run stands still by itself.

    Attributes:
        kind: "ended" at the schedule's end, "diverged" when a number stopped being finite.
        step: The step at which it happened.
        reason: What was not finite, "p_model" or "d"; "" at the schedule's end.
    """

    kind: Literal["ended", "diverged"]
    step: int
    reason: str = ""


class Turn(NamedTuple):
    """What an event that has happened made of a run.

    Attributes:
        frame: Index of the frame it acted after.
        settings: In force from then on.
        ends: Step at which the schedule is over from then on.
    """

    frame: int
    settings: Settings
    ends: int


class Timeline:
    """A trainer that follows its events and keeps a frame of every step and half step.

    Frame 0 is the start, before any training; without half steps, frame n follows step n.

    Attributes:
        initial: The settings it started with.
        events: All that was done to it and, when a link is replayed, all that will be.
        turns: What each event that has happened made of it, in the order of `events`.
        recording: The frames.
        stop: Why it stands still; None while it can go on.
    """

    def __init__(self, settings: Settings, events: Iterable[Event] = ()) -> None:
        """Lay out the run and record its start; nothing is trained yet."""
        self.initial, self.events = settings, list(events)
        self.turns: list[Turn] = []
        self.recording = Recording()
        self.stop: Stop | None = None
        self._begin()
        self._snapshots = Snapshots(self.trainer.nbytes)
        self.view = View(self.trainer.p_data, self.trainer.p_z)
        self._record(FULL)

    def _begin(self) -> None:
        self.trainer = trainer_for(self.initial)
        self._done = 0  # events that have happened

    @property
    def settings(self) -> Settings:
        """Return the settings in force now."""
        return self.trainer.settings

    @property
    def nbytes(self) -> int:
        """Return the bytes of its frames and of the moments it can come back to."""
        return self.recording.nbytes + self._snapshots.nbytes

    def halve(self) -> bool:
        """Take less memory: half of the moments, else half of the frames; False if it cannot.

        The way back becomes longer, or ends earlier; bits stay.
        """
        return self._snapshots.halve() or self.recording.halve()

    def rest(self) -> None:
        """Take little memory beside the frames while nothing is done: some moments, no buffers."""
        self._snapshots.thin(self.recording.nbytes / 8)
        self.trainer.rest()

    @property
    def past(self) -> list[Event]:
        """Return the events that have happened."""
        return self.events[: self._done]

    def knobs(self, count: int) -> tuple[Settings, int]:
        """Return the settings in force after so many events, and the step at which they end."""
        if count == 0:
            return self.initial, self.initial.steps
        return self.turns[count - 1].settings, self.turns[count - 1].ends

    def happened_by(self, frame: int) -> int:
        """Return how many events have happened once the frame after that one is trained."""
        return bisect_right(self.turns, frame, key=attrgetter("frame"))

    def next_turn(self, count: int) -> int | None:
        """Return the frame after which, beyond so many events, other knobs are in force."""
        settings = self.knobs(count)[0]
        others = (turn for turn in self.turns[count:] if turn.settings is not settings)
        return next((turn.frame for turn in others), None)

    def check_room(self, frame: int, more: int = 1) -> None:
        """See to it that so many more events may follow those of a run rewound to a frame.

        Raises:
            TooManyEventsError: If they would be more than a run may have.
        """
        frame = max(frame, self.recording.first)
        kept = bisect_left(self.turns, frame, key=attrgetter("frame"))
        for turn, event in zip(self.turns[kept:], self.events[kept:], strict=False):
            if turn.frame > frame or event.name in HALVES:
                break
            kept += 1
        check_count(kept + more)

    @property
    def goes_on(self) -> bool:
        """Return True if it was told to go on after the end of the schedule in force."""
        lasting = (event.name for event in reversed(self.past) if event.name not in HALVES)
        return next(lasting, None) == GO_ON

    def advance(self) -> bool:
        """Train until the next frame is recorded; return False if the run stands still."""
        if self.stop:
            return False
        half = self._update()
        return not self.stop and self._record(half)

    def finish(self, at: int | None = None) -> Iterator[int]:
        """Train to the end, or to the frame after the last event if it is to go on; yield steps.

        An event beyond the end never happens unless the run was told to go on.

        Args:
            at: Index of a frame to stand at, where that comes before the end.
        """
        while (at is None or self.recording.stop <= at) and self.advance():
            yield self.trainer.step
            self._end()

    def _end(self) -> None:
        """Stop a run that is to go on for ever, if all its events have happened."""
        over = self.trainer.step >= self.trainer.ends and self._done == len(self.events)
        if over and self.goes_on:
            self.stop = Stop("ended", self.trainer.step)

    def _update(self) -> int:
        """Do what comes next, an event that is due or a step; return what the frame follows."""
        self._take_turns(self.recording.stop - 1)
        trainer = self.trainer
        if trainer.step >= trainer.ends and not self._is_due() and not self.goes_on:
            self.stop = Stop("ended", trainer.step)
            return FULL
        return self._train(self.recording.stop - 1)

    def _train(self, index: int) -> int:
        """Do the half step that is due after frame `index`, or a step; return which it was."""
        trainer = self.trainer
        if not self._is_due():
            trainer.advance()
            return FULL
        net = self.events[self._done].name
        self._happened(index)
        if net == "d":
            trainer.step_d()
            return AFTER_D
        trainer.step_g()
        return AFTER_G

    def _take_turns(self, index: int) -> None:
        """Let the events that are due after frame `index` happen, up to the next half step."""
        while self._is_due() and self.events[self._done].name not in HALVES:
            event = self.events[self._done]
            if event.name != GO_ON:
                self.trainer.change(self.settings.replace(**{event.name: event.value}))
            self._happened(index)

    def _happened(self, index: int) -> None:
        if len(self.turns) == self._done:  # else it is known from the way there
            self.turns.append(Turn(index, self.settings, self.trainer.ends))
        self._done += 1

    def _is_due(self) -> bool:
        return self._done < len(self.events) and self.events[self._done].step <= self.trainer.step

    def _record(self, half: int) -> bool:
        """Keep the picture of this moment; stop if it is not finite, and return False."""
        try:
            frame = Frame.of(self.trainer, self.view, half)
        except NotFiniteError as error:
            self.stop = Stop("diverged", error.step, error.what)
            self.recording.label("diverged")
            return False
        index = self.recording.stop
        if index % EVERY == 0:
            first = self.recording.first
            self._snapshots.add(index, self.trainer.snapshot(), self._done, first)
        self.recording.append(frame)
        if (self.recording.stop - 1) % STRIDE:
            self.recording.carry_label()
            return True
        # always the same frames are looked at, so that the word does not flicker with their phase
        history = self.recording.history(WINDOW // STRIDE, STRIDE)
        found = diagnose(history, self.trainer.p_data.center, self.trainer.p_data.scale)
        self.recording.label(found.slug, **found.evidence)
        return True

    def skip_to(self, step: int) -> bool:
        """Train to a step, or to where `finish` ends; return False if it already stood there.

        Nothing is recorded and nothing looked at: there is no way back, and numbers that are no
        longer finite stop nothing.
        """
        before = self.trainer.step
        while self.trainer.step < step and not self.stop:
            self._update()
            self._end()
        return self.trainer.step > before

    def rewind(self, index: int) -> None:
        """Go back to a frame; the frames after it, and all events still to come, are dropped.

        A frame that is not kept is moved to the nearest one. The way back is the snapshot before
        it, and from there the same bits again.
        """
        newest = self.recording.stop - 1
        index = min(max(index, self.recording.first), newest)
        if index < newest or (self.stop and self.stop.kind == "diverged"):
            self._return_to(index)
        self._cut()

    def fork(self, index: int) -> Self:
        """Return a run of its own that is this one rewound to a frame; this one stays as it is.

        Args:
            index: The frame, moved to the nearest one kept.
        """
        twin = copy(self)
        twin.recording, twin.view = self.recording.copy(), copy(self.view)
        twin.events, twin.turns = list(self.events), list(self.turns)
        twin._snapshots = self._snapshots.copy()
        twin._begin()
        twin._return_to(min(max(index, twin.recording.first), twin.recording.stop - 1))
        twin._cut()
        return twin

    def _return_to(self, index: int) -> None:
        if before := self._snapshots.back_to(index):
            at, snapshot, self._done = before
            self.trainer.restore(snapshot)
        else:
            self._begin()
            at = 0
        for past in range(at, index):
            self._take_turns(past)
            self._train(past)
        self._take_turns(index)
        self.recording.truncate(index + 1)

    def _cut(self) -> None:
        """Drop what has not happened yet, or no longer has."""
        self.events, self.turns = self.past, self.turns[: self._done]
        self.stop = None

    def change(self, **changes: Any) -> None:
        """Turn live knobs now, as events.

        Raises:
            SettingsError: If a value is not allowed, a knob is not live, or there are too many
                events; nothing is changed then.
        """
        settings = self.settings.replace(**changes)
        if restarting := {n: v for n, v in changes.items() if not knob_of(n).live}:
            name, value = restarting.popitem()
            raise SettingsError(name, value, "a live knob; this one starts a new run")
        turned = settings.differing(self.settings)
        self.check_room(self.recording.stop - 1, len(turned))
        self._cut()
        for name, value in turned.items():
            event = Event(self.trainer.step, name, value)
            if self.events and self.events[-1].step == event.step and self.events[-1].name == name:
                self.events.pop()  # a slider on its way: only where it came to rest counts
                self.turns.pop()
                self._done -= 1
            self.events.append(event)
        self._take_turns(self.recording.stop - 1)

    def half(self, net: str) -> None:
        """Do one update of one net next, "d" or "g", as an event.

        Raises:
            SettingsError: If there is no such net, or as in `change`; nothing is changed then.
        """
        if net not in HALVES:
            raise SettingsError("player", net, "d, g")
        self.check_room(self.recording.stop - 1)
        self._cut()
        self.events.append(Event(self.trainer.step, net))

    def go_on(self) -> None:
        """Go on after the schedule's end, at the last rates, as an event; errors as in `half`."""
        self.check_room(self.recording.stop - 1)
        self._cut()
        self.events.append(Event(self.trainer.step, GO_ON))
        self._take_turns(self.recording.stop - 1)
