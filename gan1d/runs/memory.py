"""How much memory the runs of a process may take, and how it comes back to the system."""

import ctypes
from contextlib import suppress

from gan1d import limits

LIMIT, CACHE = limits.MEMORY, limits.CACHE


def _find() -> "ctypes._NamedFuncPointer | None":
    with suppress(AttributeError, OSError, TypeError):  # not glibc
        return ctypes.CDLL(None).malloc_trim
    return None


_trim = _find()


def give_back() -> None:
    """Give back what the allocator keeps for later, where it is glibc's; elsewhere do nothing."""
    if _trim is not None:
        _trim(ctypes.c_size_t(0))
