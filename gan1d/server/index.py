"""The page's HTML: Streamlit's own, and a word for whoever its websocket turns away in silence."""

import asyncio
import html
from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse

from gan1d.server.files import version
from gan1d.words import LANGUAGES, table

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"


async def send_page(request: Request) -> HTMLResponse:
    """Return the HTML with which a page begins."""
    return HTMLResponse(await asyncio.to_thread(_page), headers={"Cache-Control": "no-cache"})


@cache
def _page() -> str:
    said = " ".join(
        f'data-{lang}="{html.escape(table("stage", lang)["notice.foreign"])}"' for lang in LANGUAGES
    )
    script = (
        f'<script type="module" src="./gan1d/static/{version()}/stage/door.js" {said}></script>'
    )
    return INDEX.read_text(encoding="utf-8").replace("</head>", f"{script}</head>", 1)
