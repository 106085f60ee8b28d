"""Who may come in, and what our own answers tell a browser not to do with them.

The rule is Streamlit's own for the websocket of its pages: where a page opens, its stage does, too.
"""

import asyncio
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import urlparse

from starlette.requests import HTTPConnection
from streamlit.web.server.server_util import is_url_from_allowed_origins
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

KEPT = 256  # origins whose answer is kept
HEADERS = {  # of every answer of ours: it is what it says it is, and as a page it may load nothing
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
}
_answers: OrderedDict[str, "Future[bool]"] = OrderedDict()
_clerk = ThreadPoolExecutor(1, "gan1d-doors")  # it may ask the outside, for two seconds


async def may_come_in(connection: HTTPConnection) -> bool:
    """Return True if a request comes from a page of this server, from one it allows, or from none.

    In this order: False for a Host that `server.allowedHosts` does not name; True without an
    Origin, with that of this Host, or with one that `server.corsAllowedOrigins` names, that is this
    machine's, or any if `server.enableCORS` is off. The last question may ask the outside for this
    machine's address: a thread does, once an origin.
    """
    origin, host = connection.headers.get("origin"), connection.headers.get("host")
    if not is_host_allowed(host):
        return False
    if origin is None:
        return True
    try:
        if urlparse(origin).netloc == host:
            return True
    except ValueError:  # no address at all
        return False
    return await asyncio.shield(asyncio.wrap_future(_ask(origin)))


def _ask(origin: str) -> "Future[bool]":
    if origin not in _answers:
        _answers[origin] = _clerk.submit(is_url_from_allowed_origins, origin)
        if len(_answers) > KEPT:
            _answers.popitem(last=False)
    _answers.move_to_end(origin)
    return _answers[origin]
