"""The files of the player: its modules and styles, Plotly, and tables written when asked for."""

import asyncio
import gzip
import hashlib
import json
import posixpath
import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from gan1d.data.catalogue import PRESETS, modes
from gan1d.server.doors import HEADERS
from gan1d.story import failures, lesson
from gan1d.sweep import offers
from gan1d.words import LANGUAGES, story_words

PLAYER = Path(__file__).parents[1] / "player"
PLOTLY = "vendor/plotly-basic.min.js"
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
FILES = {
    str(path.relative_to(PLAYER)): path
    for path in sorted(PLAYER.glob("**/*.*"))
    if path.suffix in TYPES
}
MADE: dict[str, Callable[[], object]] = {  # files that are written when they are asked for
    **{f"story/words.{lang}.json": partial(story_words, lang) for lang in LANGUAGES},
    "own/presets.json": lambda: {name: rows for name in PRESETS if (rows := modes(name))},
    "story/lesson/lesson.json": lesson.to_json,
    "story/failures/failures.json": failures.listing,
    "story/map/maps.json": offers.shipped,
    "story/map/knobs.json": offers.choices,
}


@cache
def first_wave() -> list[str]:
    """Return the files the stage needs before its first picture: Plotly, its modules, its styles.

    A browser that is told of them all at once need not find the modules by reading one another.
    """
    found = ["stage.js"]
    for name in found:  # grows on the way
        imports = re.findall(r'(?:from|import) "(\.[^"]+)"', FILES[name].read_text())
        paths = (posixpath.normpath(posixpath.join(name, "..", path)) for path in imports)
        found += [path for path in dict.fromkeys(paths) if path in FILES and path not in found]
    late = ("story/", "own/", "pair/", "export/")  # come when they are asked for
    styles = [name for name in FILES if name.endswith(".css") and not name.startswith(late)]
    return [PLOTLY, *found, *styles]


@cache
def version() -> str:
    """Return a name that changes with any of the files, so that browsers may keep them for ever."""
    return hashlib.sha256(b"".join(map(_content, [*FILES, *MADE]))).hexdigest()[:12]


def _content(name: str) -> bytes:
    if name in MADE:
        return json.dumps(MADE[name](), allow_nan=False).encode()
    return FILES[name].read_bytes()


@cache
def _packed(name: str) -> bytes:
    return gzip.compress(_content(name), 6)


async def send_file(request: Request) -> Response:
    """Return one of the player's files, compressed; 404 for any other name."""
    name = request.path_params["name"]
    if name not in FILES and name not in MADE:
        return PlainTextResponse(f"no file {name!r}", 404, HEADERS)
    headers = {
        **HEADERS,
        "Content-Encoding": "gzip",
        "Cache-Control": "public, max-age=31536000, immutable",
    }
    content = await asyncio.to_thread(_packed, name)
    return Response(content, headers=headers, media_type=TYPES[Path(name).suffix])
