"""Halls: who follows a lecture sees the lecturer's run and place, and steers nothing.

A hall is opened by the lecturer's page with the message "lead", which then says at every change
where the picture stands. Its code leads others to `gan1d/hall/CODE`, a line that only reads the
lecturer's seat; the seat's own id never leaves the lecturer's page. A hall ends when the lecturer
says so, or has been away for half a minute. All of it lives in the server's event loop.
"""

import asyncio
import ipaddress
import secrets
import socket
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import segno
from streamlit import config

from gan1d import limits
from gan1d.server.protocol import HallOpen, Led, Place
from gan1d.server.remote import RemoteSeat
from gan1d.settings import SettingsError

ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz"  # 32, none of which looks like another
LETTERS = 8
MOST, MOST_FOLLOWERS = limits.HALLS, limits.FOLLOWERS  # halls at once, and followers of one
AWAY = 30.0  # seconds a lecturer may be away
MAX_INDEX, MAX_SPEED, MAX_TEXT = 10**7, 1000, 2000
PLACE = "index, playing, speed and part of the picture"
CODE = f"{LETTERS} letters of {ALPHABET}"


class Hall:
    """One lecture that others may follow.

    Attributes:
        code: What leads followers to it.
        key: What gives it back to the lecturer's page on another seat.
        seat: The lecturer's.
        here: Address of the lecturer's page, without a query.
        place: Where the lecturer's picture stands, and when that was said.
        followers: How many there are.
        over: True when it has ended.
        moved: Set, and replaced by another, whenever one of these changes.
    """

    def __init__(self, seat: RemoteSeat, here: str) -> None:
        """Open it for the lecture that is held on a seat."""
        self.code = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
        self.key = secrets.token_urlsafe(16)
        self.seat, self.here = seat, here
        self.place: tuple[Place, float] | None = None
        self.followers, self.over = 0, False
        self.moved = asyncio.Event()
        self._ending: asyncio.TimerHandle | None = None

    def move(self, **what: Any) -> None:
        """Change something of it, and let all know."""
        for name, value in what.items():
            setattr(self, name, value)
        self.moved.set()
        self.moved = asyncio.Event()

    def stay(self) -> None:
        """The lecturer is there."""
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None

    def end_later(self) -> None:
        """The lecturer's line has gone."""
        self.stay()
        self._ending = asyncio.get_running_loop().call_later(AWAY, self.end)

    def end(self) -> None:
        """The lecture is over."""
        self.stay()
        _halls.pop(self.code, None)
        self.move(over=True)

    def told_followers(self) -> Led:
        """Return what followers are told of the place; there must be one."""
        assert self.place is not None
        place, since = self.place
        return {"type": "led", "place": place, "ago": time.monotonic() - since}

    def told_lecturer(self) -> HallOpen:
        """Return what the lecturer is told."""
        url, reachable = for_others(f"{self.here}?hall={self.code}")
        rows = ["".join(str(int(dark)) for dark in row) for row in segno.make_qr(url).matrix]
        return {
            "type": "hall",
            "url": url,
            "reachable": reachable,
            "qr": rows,
            "followers": self.followers,
            "key": self.key,
        }


_halls: dict[str, Hall] = {}


def find_hall(code: str) -> Hall | None:
    """Return the hall of a code, or None."""
    return _halls.get(code)


def is_code(text: str) -> bool:
    """Return True if a text may be the code of a hall."""
    return len(text) == LETTERS and set(text) <= set(ALPHABET)


class Lectern:
    """A lecturer's connection: opens, leads and ends its hall."""

    def __init__(self, seat: RemoteSeat, tell: Callable[[HallOpen], None]) -> None:
        """Have no hall; `tell` sends a message to the lecturer."""
        self._seat, self._tell = seat, tell
        self._hall: Hall | None = None
        self._telling: asyncio.Task[None] | None = None

    def heard(self, message: dict[str, Any]) -> None:
        """Do what a message "lead" says.

        Raises:
            SettingsError: If it is no such message, or there are too many halls; nothing is done.
        """
        place = _checked_place(message.get("place"))
        if place is None:
            self._end()
            return
        if self._hall is None or self._hall.over:
            self._hall = self._opened(message)
            self._telling = asyncio.ensure_future(self._keep_told(self._hall))
        self._hall.stay()  # an old line of his may only now be seen to be gone
        self._hall.move(place=(place, time.monotonic()))

    def _opened(self, message: dict[str, Any]) -> Hall:
        key, here = message.get("key"), str(message.get("here", ""))
        for hall in _halls.values():
            if isinstance(key, str) and secrets.compare_digest(hall.key.encode(), key.encode()):
                hall.move(seat=self._seat)
                return hall
        if not here.startswith(("http://", "https://")) or len(here) > MAX_TEXT:
            raise SettingsError("here", here[:80], "the address of a page")
        if len(_halls) >= MOST:
            raise SettingsError("halls", MOST, f"{MOST} lectures at once")
        hall = Hall(self._seat, here.partition("?")[0].partition("#")[0])
        _halls[hall.code] = hall
        return hall

    async def _keep_told(self, hall: Hall) -> None:
        told = None
        while not hall.over:
            moved = hall.moved
            if hall.followers != told:
                told = hall.followers
                self._tell(hall.told_lecturer())
            await moved.wait()

    def _end(self) -> None:
        if self._hall is not None:
            self._hall.end()
            self._hall = None

    def leave(self) -> None:
        """The connection has gone."""
        if self._telling is not None:
            self._telling.cancel()
        if self._hall is not None and not self._hall.over and self._hall.seat is self._seat:
            self._hall.end_later()


def _checked_place(place: Any) -> Place | None:
    """Return the place of a message, or None for the end."""
    if place is None:
        return None
    fine = (
        isinstance(place, dict)
        and type(index := place.get("index")) is int
        and 0 <= index <= MAX_INDEX
        and isinstance(place.get("playing"), bool)
        and isinstance(place.get("part"), str | None)
        and len(place["part"] or "") <= LETTERS * 4
        and (place.get("speed") == "max" or _is_speed(place.get("speed")))
    )
    if not fine:
        raise SettingsError("place", str(place)[:80], PLACE)
    return {name: place[name] for name in ("index", "playing", "speed", "part")}  # type: ignore[return-value]


def _is_speed(speed: Any) -> bool:
    return type(speed) in (int, float) and 0 < speed <= MAX_SPEED


def for_others(url: str) -> tuple[str, bool]:
    """Return an address as other machines know it, and whether they can come in by it.

    A name of this machine alone becomes its address in the network; where the server listens to
    this machine alone, or there is no network, nobody else can come in.
    """
    parts = urlsplit(url)
    if not _is_loopback(parts.hostname or ""):
        return url, True
    listens, own = str(config.get_option("server.address") or ""), _own_address()
    if own is None or (listens and _is_loopback(listens)):
        return url, False
    port = "" if parts.port is None else f":{parts.port}"
    return urlunsplit(parts._replace(netloc=own + port)), True


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _own_address() -> str | None:
    """Return this machine's address in its network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))
        except OSError:
            return None
        own = str(probe.getsockname()[0])
    return None if _is_loopback(own) or own == "0.0.0.0" else own
