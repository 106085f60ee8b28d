"""How long the page takes to open: `python -m tests.browser.opening 10 . ../another-checkout`.

Each checkout, and an empty Streamlit page, is opened so many times in turn on a warm server, always
by a browser that knows nothing yet. Printed are seconds to the first picture after the start, the
empty page's to its word, and how much the layout shifts: medians, least and most.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from .conftest import WATCH, launched, serving

MOVING = "Number(document.querySelector('[data-testid=gan1d-stage]')?.dataset.step) >= 1"
EMPTY = "document.body?.innerText.includes('empty')"
AFTER = 1500  # ms in which the layout may still shift


@contextmanager
def empty_page() -> Iterator[Path]:
    """Yield a folder with an app that only says a word."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "app.py").write_text("import streamlit as st\nst.write('empty')\n")
        yield Path(folder)


def opened(browser: Browser, url: str, there: str) -> tuple[float, float]:
    """Return the seconds until a condition holds on a page, and its layout shift."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(path=WATCH)
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_function(there, polling="raf")
    seconds = time.perf_counter() - start
    page.wait_for_timeout(AFTER)
    shift = float(page.evaluate("watch.shifts"))
    context.close()
    return seconds, shift


def main(rounds: int, checkouts: list[str]) -> None:
    """Print a line for each checkout and one for the empty page."""
    with ExitStack() as stack:
        trees = [*map(Path, checkouts), stack.enter_context(empty_page())]
        logs = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        apps = [stack.enter_context(serving(tree, logs / str(i))) for i, tree in enumerate(trees)]
        browser = launched(stack.enter_context(sync_playwright()))
        if browser is None:
            raise SystemExit("no Chromium or Chrome found")
        conditions = [MOVING] * len(checkouts) + [EMPTY]
        found: list[list[tuple[float, float]]] = [[] for _ in trees]
        for turn in range(rounds + 1):
            for app, there, times in zip(apps, conditions, found, strict=True):
                one = opened(browser, app.url, there)
                times.extend([one] * (turn > 0))  # the first warms the server
    for name, times in zip([*checkouts, "empty page"], found, strict=True):
        seconds, shifts = zip(*times, strict=True)
        print(
            f"{name}: {statistics.median(seconds):.2f} s"
            f" ({min(seconds):.2f} to {max(seconds):.2f}),"
            f" layout shift {statistics.median(shifts):.3f} (to {max(shifts):.3f})"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
