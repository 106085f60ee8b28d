"""A server, a browser, and pages on which no error may be reported."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import unavailable

from .stage import Stage

try:
    from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
except ImportError:
    sync_playwright = None

ROOT = Path(__file__).parents[2]
WATCH = Path(__file__).with_name("watch.js")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 120.0  # seconds for the server to start; the tests do not measure time
WINDOW = {"width": 1100, "height": 800}

Open = Callable[..., Stage]


@dataclass(frozen=True)
class Server:
    """A running app.

    Attributes:
        url: Address of its page.
        pid: Its process.
        log: What it has printed.
    """

    url: str
    pid: int
    log: Path

    def crashes(self) -> list[str]:
        """Return the lines of its log that tell of an error."""
        signs = ("Traceback", "Error", "Exception")
        return [line for line in self.log.read_text().splitlines() if any(s in line for s in signs)]


@pytest.fixture(scope="package")
def server(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start the app as a reader would, and stop it after the last test."""
    with serving(ROOT, tmp_path_factory.mktemp("server") / "log.txt") as app:
        yield app


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, log: Path, port: int = 0, base: str = "", **env: str) -> Iterator[Server]:
    """Run the app of a folder, and stop it at the end.

    Args:
        folder: Where `app.py` is.
        log: File for what it prints.
        port: Its port; by default a free one.
        base: Path under which it is, with a slash at its end.
        **env: More of its environment.
    """
    port = port or free_port()
    url = f"http://127.0.0.1:{port}/{base}"
    flags = {"headless": "true", "port": port, "address": "127.0.0.1", "baseUrlPath": base}
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    for name, value in flags.items():
        command += [f"--server.{name}", str(value)]
    with log.open("a") as out:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | {"OMP_NUM_THREADS": "1"} | env,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_up(url, process, log)
        yield Server(url, process.pid, log)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_up(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return when the server answers.

    Raises:
        RuntimeError: If it ends or stays silent.
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{url}_stcore/health", timeout=5):
            return
        time.sleep(0.2)
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="package")
def browser() -> Iterator["Browser"]:
    """Start the browser that is on this machine; without one, skip."""
    if sync_playwright is None:
        unavailable("no playwright: pip install -r tests/requirements.txt")
    with sync_playwright() as playwright:
        browser = launched(playwright)
        if browser is None:
            unavailable(
                "no Chromium or Chrome found. Debian, Ubuntu: apt-get install chromium;"
                " elsewhere: playwright install chromium"
            )
        yield browser
        browser.close()


def launched(playwright: "Playwright") -> "Browser | None":
    """Start the browser that is on this machine; return None without one."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and not Path(playwright.chromium.executable_path).exists():
        return None
    return playwright.chromium.launch(executable_path=found, args=list(ARGS))


@pytest.fixture(scope="package")
def shared(browser: "Browser") -> Iterator["BrowserContext"]:
    """Return what pages share that need nothing of their own: one cache, one window size."""
    context = new_context(browser)
    yield context
    context.close()


def new_context(browser: "Browser", **options: Any) -> "BrowserContext":
    """Return a browser's window with options of its own, watched from its first picture on."""
    context = browser.new_context(**({"viewport": WINDOW, "locale": "en-GB"} | options))
    context.add_init_script(path=WATCH)
    context.set_default_timeout(30_000)
    return context


@pytest.fixture
def open_stage(browser: "Browser", shared: "BrowserContext", server: Server) -> Iterator[Open]:
    """Return a function that opens the app with a query; options make a window of its own.

    Fails the test if a page reported an error that it did not expect.
    """
    stages: list[Stage] = []
    contexts: list[BrowserContext] = []

    def open_it(query: str = "", prepare: "Callable[[Page], object] | None" = None, **options: Any):
        context = shared
        if options:
            contexts.append(context := new_context(browser, **options))
        stage = Stage(context.new_page(), server.url)
        stages.append(stage)
        if prepare:
            prepare(stage.page)
        return stage.open(query)

    yield open_it
    errors = [error for stage in stages for error in stage.errors]
    for stage in stages:
        stage.page.close()
    for context in contexts:
        context.close()
    assert not errors
    assert not server.crashes()
