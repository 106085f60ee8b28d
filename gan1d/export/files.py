"""Files written whole or not at all."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from gan1d.settings import SettingsError

WRITABLE = "a file that can be written"


def check_writable(name: str, out: str | Path) -> None:
    """Look whether a file can be written, before any work is done for it; nothing is written yet.

    Args:
        name: Of the option, for the error.
        out: The file. What is there already will be replaced.

    Raises:
        SettingsError: If its folder is missing or not to be written in, or what is there is locked
            or no plain file.
    """
    path = Path(out).resolve()
    free = path.is_file() and os.access(path, os.W_OK) if path.exists() else bool(path.name)
    if not free or not path.parent.is_dir() or not os.access(path.parent, os.W_OK | os.X_OK):
        raise SettingsError(name, str(out), WRITABLE)


def write_whole(name: str, out: str | Path, content: bytes) -> None:
    """Write a file under another name beside it, and rename that: nobody ever sees half of it.

    Raises:
        SettingsError: If that fails; nothing is left behind then.
    """
    path = Path(out).resolve()
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except OSError as error:
        raise SettingsError(name, str(out), f"{WRITABLE} ({error.strerror})") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
