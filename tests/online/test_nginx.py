"""Behind nginx: plain and by TLS, under a path, with and without Host, and a replica that dies."""

import json
import os
import re
import signal
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from gan1d.saved import write_run
from gan1d.settings import Settings
from gan1d.words import table
from tests.browser.conftest import Server, new_context
from tests.browser.stage import Stage

from . import Proxy, proxied, replicas

KIND = "document.querySelector('.gan1d-status').dataset.kind"
ELSEWHERE = "http://gan.example"


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server]]:
    with replicas(tmp_path_factory.mktemp("replicas")) as servers:
        yield servers


@pytest.fixture(scope="module")
def proxy(
    behind: tuple[Server, Server], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxy]:
    with proxied(tmp_path_factory.mktemp("nginx"), behind) as running:
        yield running


class Visitor:
    """A page without a browser: its cookie, and what it opens with it."""

    def __init__(self, url: str, origin: str = "", trust: ssl.SSLContext | None = None) -> None:
        """Get the page."""
        self.url, self.origin = url, origin or url.removesuffix("/gan/")
        self.trust, self.cookie = trust, ""
        self.cookie = self.get("").headers["Set-Cookie"].partition(";")[0]

    def get(self, path: str, data: bytes | None = None) -> Any:
        headers = {"Origin": self.origin, "Cookie": self.cookie}
        request = urllib.request.Request(self.url + path, data, headers)
        return urllib.request.urlopen(request, timeout=30, context=self.trust)

    def line(self, path: str, **more: Any) -> ClientConnection:
        """Return a websocket."""
        headers = {"Cookie": self.cookie}
        return connect(
            self.url.replace("http", "ws", 1) + path,
            origin=self.origin,
            additional_headers=headers,
            ssl=self.trust,
            max_size=None,
            **more,
        )

    @contextmanager
    def seat(self) -> Iterator[str]:
        """Open Streamlit's session, and yield the seat that the page is given."""
        with self.line("_stcore/stream", subprotocols=["streamlit"]) as session:
            session.send(BackMsg(rerun_script={"query_string": "seed=3"}).SerializeToString())
            while not (found := re.search(rb'"seat": ?"([\w-]+)"', session.recv(60))):
                pass
            yield found[1].decode()


def pages(proxy: Proxy, what: str = "pages") -> list[int]:
    """Return a number of the health of both replicas."""
    answers = [urllib.request.urlopen(f"{server.url}gan1d/health") for server in proxy.replicas]
    return [json.load(answer)[what] for answer in answers]


@pytest.mark.parametrize("way", ["plain", "tls"])
def test_page_files_health_and_frames_come_under_a_path(proxy: Proxy, way: str) -> None:
    url = getattr(proxy, way)
    visitor = Visitor(url, trust=proxy.trust if way == "tls" else None)
    health = json.load(visitor.get("gan1d/health"))
    stage = visitor.get(f"gan1d/static/{health['version']}/stage.js")
    assert stage.headers["Content-Type"].startswith("text/javascript") and stage.read()
    home = f"gan1d/export/{'a' * 16}"
    assert visitor.get(f"{home}?kind=numpy", write_run(Settings(seed=3)).encode()).status == 201
    file = visitor.get(f"{home}/file")
    assert "gan1d-bimodal-seed3-numpy.py" in file.headers["Content-Disposition"] and file.read()
    with visitor.seat() as seat, visitor.line(f"gan1d/live/{seat}") as live:
        live.send('{"type": "hello", "epoch": null, "have": null}')
        begun = json.loads(live.recv(60))
        assert begun["type"] == "run" and begun["settings"]["seed"] == 3
        live.send('{"type": "want", "upto": 3}')
        rows = 0
        while rows < 4:
            _, first, count, _ = np.frombuffer(live.recv(60), "<u4", 4)
            assert first == rows
            rows += count


def test_the_address_without_its_slash_leads_to_the_page(proxy: Proxy) -> None:
    answer = urllib.request.urlopen(proxy.plain.removesuffix("/"), timeout=30)
    assert answer.url == proxy.plain


def test_pages_are_shared_out_and_each_stays_with_its_replica(proxy: Proxy) -> None:
    before, more, cookies = pages(proxy, "seats"), [0, 0], set()
    while min(more) == 0 and sum(more) < 40:  # all at one: once in 10^12 times
        visitor = Visitor(proxy.plain)
        cookies.add(visitor.cookie)
        with visitor.seat() as seat, visitor.line(f"gan1d/live/{seat}") as live:
            live.send('{"type": "hello", "epoch": null, "have": null}')
            assert json.loads(live.recv(60))["type"] == "run"
        more = [now - then for now, then in zip(pages(proxy, "seats"), before, strict=True)]
        assert sum(more) == len(cookies)
    assert min(more) > 0


@pytest.fixture(scope="module")
def rewriting(
    behind: tuple[Server, Server], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxy]:
    """Run an nginx that keeps Host to itself."""
    with proxied(tmp_path_factory.mktemp("rewriting"), behind, passes_host=False) as running:
        yield running


def test_where_host_is_not_passed_on_every_line_says_why(rewriting: Proxy) -> None:
    visitor = Visitor(rewriting.plain, origin=ELSEWHERE)
    with pytest.raises(urllib.error.HTTPError) as refused:
        visitor.get("gan1d/health")
    assert refused.value.code == 403 and "pass Host on" in json.load(refused.value)["refused"]
    with visitor.line("gan1d/live/x") as live, pytest.raises(ConnectionClosed) as closed:
        live.recv(60)
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 4403
    with pytest.raises(InvalidStatus):  # nor does Streamlit let it in, and without a word
        visitor.line("_stcore/stream", subprotocols=["streamlit"])


def test_where_host_is_not_passed_on_the_page_says_what_to_set(
    rewriting: Proxy, browser: Any
) -> None:
    context = new_context(browser)
    page = context.new_page()
    url = rewriting.plain.replace("127.0.0.1", "gan.localhost")  # which is this machine, too
    page.goto(f"{url}?lang=zh")
    origin, host = url.removesuffix("/gan/"), "gan.localhost"
    said = table("stage", "zh")["notice.foreign"].format(origin=origin, host=host)
    page.locator("p[role=alert]", has_text=said).wait_for()
    context.close()


def test_the_pages_of_a_replica_that_dies_go_on_at_the_other(proxy: Proxy, browser: Any) -> None:
    context = new_context(browser)
    stage = Stage(context.new_page(), proxy.plain).open("seed=4&speed=200")
    stage.expected = ("WebSocket", "Failed to load resource", "server")  # which is not there
    stage.wait("watch.stage().dataset.step >= 100")
    stage.click("play")
    stage.click("step-d").wait("watch.stage().dataset.playing === 'false'")
    stage.wait(f"{KIND} === 'half'")
    here, curves = stage.step, (stage.path("model"), stage.path("d"))
    os.kill(proxy.replicas[pages(proxy).index(1)].pid, signal.SIGKILL)
    stage.wait(f"{KIND} === 'offline'")
    stage.wait(f"!['offline', 'back'].includes({KIND}) && watch.stage().dataset.step == {here}")
    assert (stage.step, (stage.path("model"), stage.path("d"))) == (here, curves)
    assert not stage.playing and stage.link["events"] == f"{here}:d"
    stage.click("play").wait(f"watch.stage().dataset.step > {here + 50}")
    assert not stage.errors
    context.close()
