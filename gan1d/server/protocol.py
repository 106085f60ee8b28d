"""The messages between a run and its player, both ways: JSON over one websocket.

The player begins with `Hello` and asks for frames by `Want`; the other messages act on the run. A
message with an `id` is a question: the next `Run` or `Changed`, or a `Refused`, answers it by the
same id. Frames come as binary messages: four uint32 (epoch, index of the first frame, frames,
floats in a frame), then the frames as `Frame.row`s of float32, all little-endian.

The player's messages.d.ts is written from here: `python -m tests.player.messages`.
"""

from typing import Literal, NotRequired, TypeAlias, TypedDict

# the player's types are written from here, and these are told, too
from gan1d.frames.recording import Layout as Layout
from gan1d.runs.telling import Grid, Knobs, Setting
from gan1d.runs.telling import Loss as Loss
from gan1d.sweep.cells import Axis as Axis
from gan1d.sweep.cells import Cell as Cell
from gan1d.sweep.cells import CellMap as CellMap

Net: TypeAlias = Literal["d", "g"]


class Answer(TypedDict):
    """What may answer a question.

    Attributes:
        id: Id of the question.
    """

    id: NotRequired[str]


class Now(Answer, Knobs):
    """What may change while a run goes on.

    Attributes:
        epoch: Counts the page's changes and restarts.
        link: The query of the address that gives this run again, from "?" on.
    """

    epoch: int
    link: str


class Run(Now, Grid):
    """A run begins: forget all frames.

    Attributes:
        initial: Knobs of its very beginning, where they were others.
        events: All that was and will be done to it, as in a link.
        waits: True if it is another one, until there is room for the page's own.
    """

    type: Literal["run"]
    initial: dict[str, Setting]
    events: list[str]
    waits: bool


From = TypedDict("From", {"from": int})  # no name for a class's attribute


class Changed(From, Now):
    """Frames after "from" are no longer true, or other knobs are in force from there on.

    Attributes:
        kept: How many of the run's events, of which the page was told, stay.
        events: What comes after those.
    """

    type: Literal["changed"]
    kept: int
    events: list[str]


class Refused(Answer):
    """A message has changed nothing.

    Attributes:
        text: Why, in English.
        name: The knob, if it is about one.
        value: What it was to be.
        allowed: What it may be, in English.
    """

    type: Literal["refused"]
    text: str
    name: NotRequired[str]
    value: NotRequired[str]
    allowed: NotRequired[str]


class State(TypedDict):
    """The run stands still by itself.

    Attributes:
        epoch: The page's.
        state: At the schedule's end, or because a number is not finite.
        index: Index of its last frame.
        step: The step at which it happened.
        reason: What was not finite, "p_model" or "d"; "" at the schedule's end.
    """

    type: Literal["state"]
    epoch: int
    state: Literal["ended", "diverged"]
    index: int
    step: int
    reason: str


class Pong(TypedDict):
    """The answer to a `Ping`."""

    type: Literal["pong"]


class Place(TypedDict):
    """Where a lecturer's picture stands.

    Attributes:
        index: Index of the frame on the screen.
        playing: True if it moves.
        speed: Steps a second, or "max".
        part: The part of the story that is open, or null.
    """

    index: int
    playing: bool
    speed: float | str
    part: str | None


class HallOpen(TypedDict):
    """Others may follow; said again whenever one comes or goes.

    Attributes:
        url: The address they come by.
        reachable: False if only this machine can.
        qr: That address as a QR code: its rows from above, "1" for a dark module.
        followers: How many there are.
        key: What gives the hall back to the page on another seat.
    """

    type: Literal["hall"]
    url: str
    reachable: bool
    qr: list[str]
    followers: int
    key: str


class Led(TypedDict):
    """To those who follow: where the lecturer's picture stood.

    Attributes:
        place: The place.
        ago: Seconds since.
    """

    type: Literal["led"]
    place: Place
    ago: float


class Lead(Answer):
    """Let others follow, and say where the picture stands.

    Attributes:
        place: The place; null if nobody is to follow any more.
        here: Address of the page.
        key: Of a hall that the page has opened on another seat.
    """

    type: Literal["lead"]
    place: Place | None
    here: NotRequired[str]
    key: NotRequired[str]


class Hello(TypedDict):
    """The first message of a connection: what the page has already.

    Attributes:
        epoch: Epoch of the run on the screen; null before the first.
        have: Index of its newest frame there.
    """

    type: Literal["hello"]
    epoch: int | None
    have: int | None


class Want(TypedDict):
    """How far to train; nothing is trained beyond.

    Attributes:
        upto: Index of the last frame wanted.
        at: Index of the frame on the screen when the page's own controls next change something.
    """

    type: Literal["want"]
    upto: int
    at: NotRequired[int]


class Turn(Answer):
    """Turn knobs: live ones after a frame, others by a new run.

    Attributes:
        changes: New values by name.
        at: Index of that frame; by default the one on the screen.
    """

    type: Literal["set"]
    changes: dict[str, Setting]
    at: NotRequired[int]


class Half(Answer):
    """Do one update of one net alone.

    Attributes:
        player: The net.
        at: Index of the frame it follows; by default the one on the screen.
    """

    type: Literal["half"]
    player: Net
    at: NotRequired[int]


class Restart(Answer):
    """Begin the run again.

    Attributes:
        changes: New values of knobs by name; the others stay as they are.
    """

    type: Literal["restart"]
    changes: NotRequired[dict[str, Setting]]


class Open(Answer):
    """Begin the run of a link, or one that was handed over whole.

    Attributes:
        query: That of the link.
        token: What the server gave for the run, see `gan1d.server.handover`.
        run: Its text, see `gan1d.saved`; the server puts it there for the token.
    """

    type: Literal["open"]
    query: NotRequired[str]
    token: NotRequired[str]
    run: NotRequired[str]


class GoOn(Answer):
    """Go on after the schedule's end."""

    type: Literal["go_on"]


class Look(TypedDict):
    """What the page wishes to see.

    Attributes:
        ema: True for the p_model of G's moving average, too.
    """

    type: Literal["view"]
    ema: bool


class Ping(TypedDict):
    """Is anybody there?"""

    type: Literal["ping"]


class MapKnob(TypedDict):
    """An axis that is asked for.

    Attributes:
        name: The knob.
        values: Its values as the command line takes them.
    """

    name: str
    values: str


class MapOrder(Answer):
    """On the line of maps: what would a map cost? Or: compute it.

    Attributes:
        type: Which of the two.
        settings: All else of its runs; knobs that are missing are those of the default recipe.
        x: The knob along the map.
        y: The knob up the map.
        seeds: As the command line takes them.
        steps: Likewise, one number.
    """

    type: Literal["price", "draw"]
    settings: dict[str, Setting]
    x: MapKnob
    y: MapKnob
    seeds: str
    steps: str


class MapCancel(TypedDict):
    """This page no longer wants the map it has asked for; it is given up if nobody else does."""

    type: Literal["cancel"]


class MapOffer(Answer):
    """What a map would cost.

    Attributes:
        cells: Its cells.
        runs: Its runs.
        seconds: What they take here, more or less; less than a second if it is there already.
        ahead: How many maps come before it.
    """

    type: Literal["offer"]
    cells: int
    runs: int
    seconds: float
    ahead: int


class MapBegun(Answer, CellMap):
    """A map that was asked for; its cells come by and by.

    Attributes:
        key: Its name on this server.
        command: What computes it elsewhere.
    """

    type: Literal["map"]
    key: str
    command: str


class MapNews(TypedDict):
    """How far a map is, and the cells in which something is new.

    Attributes:
        key: Of the map.
        state: What goes on; "cancelled" by the page itself.
        ahead: How many maps come before it.
        done: Runs that are done.
        runs: All runs.
        left: Seconds until it is there, more or less; null while that is not known.
        cells: Place among the map's cells, and the cell.
    """

    type: Literal["cells"]
    key: str
    state: Literal["waiting", "working", "done", "failed", "cancelled"]
    ahead: int
    done: int
    runs: int
    left: float | None
    cells: list[tuple[int, Cell]]


FromMaps: TypeAlias = MapOffer | MapBegun | MapNews | Refused | Pong
ToMaps: TypeAlias = MapOrder | MapCancel | Ping
FromServer: TypeAlias = Run | Changed | Refused | State | Pong | HallOpen | Led
FromBrowser: TypeAlias = Hello | Want | Turn | Half | Restart | Open | GoOn | Look | Ping | Lead
