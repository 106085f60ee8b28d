"""How much memory the runs of a process may take, and how it comes back to the system."""

import ctypes
import os
from contextlib import suppress

LIMIT = int(os.environ.get("GAN1D_MEMORY_MB", "512")) * 2**20  # bytes of all runs of a process
CACHE = int(os.environ.get("GAN1D_CACHE_MB", "64")) * 2**20  # of these, of runs nobody watches


def _find() -> "ctypes._NamedFuncPointer | None":
    with suppress(AttributeError, OSError, TypeError):  # not glibc
        return ctypes.CDLL(None).malloc_trim
    return None


_trim = _find()


def give_back() -> None:
    """Give back what the allocator keeps for later, where it is glibc's; elsewhere do nothing."""
    if _trim is not None:
        _trim(ctypes.c_size_t(0))
