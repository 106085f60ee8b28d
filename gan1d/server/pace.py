"""How many messages a page may send: so many at once, so many a second for as long as it likes.

A player at full speed asks for frames at every refresh of its screen, up to 240 a second.
"""

import time
from collections.abc import Callable

from gan1d import limits
from gan1d.server.conversation import turned_down
from gan1d.server.protocol import Refused

A_SECOND, AT_ONCE = limits.MESSAGES, limits.BURST  # messages of a socket


class Pace:
    """The messages of one socket: each takes a place, and places come back as time goes on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Have all places free; `clock` returns seconds."""
        self._clock, self._free, self._since = clock, float(AT_ONCE), clock()

    def keeps(self) -> bool:
        """Return True if one more message is in time; it takes its place then."""
        now = self._clock()
        self._free = min(AT_ONCE, self._free + (now - self._since) * A_SECOND)
        self._since = now
        if self._free < 1:
            return False
        self._free -= 1
        return True


def too_fast(text: str) -> Refused:
    """Return what answers a message that comes too soon."""
    why = f"more than {A_SECOND} messages a second, or {AT_ONCE} at once: this one is passed over"
    refused = turned_down(text, why)
    refused["name"], refused["value"], refused["allowed"] = "messages", f"{A_SECOND}", f"{AT_ONCE}"
    return refused
