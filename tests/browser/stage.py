"""A page with the stage on it, as a test sees and drives it."""

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Locator, Page

HARMLESS = ("favicon",)  # what may be missing without harm


class Stage:
    """One page. Whatever it reports as an error is in `errors`, unless it is in `expected`."""

    def __init__(self, page: "Page", home: str) -> None:
        """Listen to a page that is not open yet."""
        self.page, self.home = page, home
        self.errors: list[str] = []
        self.expected: tuple[str, ...] = ()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _console(self, message: "ConsoleMessage") -> None:
        text = f"{message.text} ({message.location.get('url', '')})"
        if message.type == "error" and not any(s in text for s in (*HARMLESS, *self.expected)):
            self.errors.append(text)

    def open(self, query: str = "") -> "Stage":
        """Go to the app with a query and wait for the first picture."""
        self.page.goto(f"{self.home}?{query}" if query else self.home)
        return self.wait("watch.pictures.length > 0")

    # What is to be seen.

    def js(self, expression: str, argument: Any = None) -> Any:
        """Return the value of a JavaScript expression or function."""
        return self.page.evaluate(expression, argument)

    def get(self, name: str) -> str:
        """Return a `data-` attribute of the stage."""
        return str(self.js("name => watch.stage().dataset[name]", name))

    @property
    def step(self) -> int:
        """Return the step on the screen."""
        return int(self.get("step"))

    @property
    def latest(self) -> int:
        """Return the newest step received."""
        return int(self.get("latest"))

    @property
    def playing(self) -> bool:
        """Return True if the pictures move."""
        return self.get("playing") == "true"

    @property
    def link(self) -> dict[str, str]:
        """Return the query of the address."""
        query = parse_qs(urlsplit(self.page.url).query, keep_blank_values=True)
        return {name: values[-1] for name, values in query.items()}

    @property
    def events(self) -> list[str]:
        """Return the events in the address."""
        return self.link.get("events", "").split(",")

    def path(self, name: str = "model") -> str:
        """Return the path of a curve."""
        return str(self.js("name => watch.path(name)", name))

    def curve(self, name: str = "model") -> list[float]:
        """Return the numbers that Plotly holds for a curve."""
        find = "name => Array.from(watch.graph().data.find(t => t.uid === 'gan1d_' + name).y)"
        return list(self.js(find, name))

    def steps(self, since: int = 0) -> list[int]:
        """Return the steps of all pictures so far, or of those since one of them."""
        return list(self.js("n => watch.pictures.slice(n).map(p => p.step)", since))

    @property
    def pictures(self) -> int:
        """Return how many different pictures there were."""
        return int(self.js("watch.pictures.length"))

    @property
    def line(self) -> str:
        """Return the line of words under the picture."""
        return self.page.locator(".gan1d-status").inner_text()

    @property
    def kind(self) -> str | None:
        """Return what the line of words is about."""
        return self.page.locator(".gan1d-status").get_attribute("data-kind")

    @property
    def notice(self) -> str:
        """Return what was not taken; "" if all is well."""
        area = self["notice"]
        return area.inner_text() if area.is_visible() else ""

    # What is to be done.

    def __getitem__(self, name: str) -> "Locator":
        """Return the element of that test id in the stage."""
        return self.page.locator(f'[data-testid="gan1d-stage"] [data-testid="{name}"]')

    def wait(self, condition: str, argument: Any = None) -> "Stage":
        """Wait until a JavaScript condition holds; `stage` is the stage's attributes."""
        self.page.wait_for_function(
            f"a => {{ const stage = watch.stage()?.dataset ?? {{}}; return {condition} }}",
            arg=argument,
        )
        return self

    def wait_step(self, step: int) -> "Stage":
        """Wait until at least that step is on the screen."""
        return self.wait("Number(stage.step) >= a", step)

    def wait_pictures(self, count: int) -> "Stage":
        """Wait for that many more pictures."""
        return self.wait("watch.pictures.length >= a", self.pictures + count)

    def wait_link(self, part: str) -> "Stage":
        """Wait until the address holds a text."""
        return self.wait("decodeURIComponent(location.search).includes(a)", part)

    def refreshes(self, count: int = 20) -> "Stage":
        """Let the screen refresh a few times."""
        return self.wait("watch.refreshes >= a", self.js("watch.refreshes") + count)

    def click(self, name: str) -> "Stage":
        """Press a button."""
        self[name].click()
        return self

    def press(self, key: str) -> "Stage":
        """Press a key on the page itself."""
        self.js("document.activeElement?.blur()")
        self.page.keyboard.press(key)
        return self

    def pause(self) -> "Stage":
        """Let the picture stand still."""
        if self.playing:
            self.click("play")
        self.wait("stage.playing === 'false'")
        return self.refreshes(3)

    def play(self) -> "Stage":
        """Let the pictures move."""
        if not self.playing:
            self.click("play")
        return self.wait("stage.playing === 'true'")

    def scrub(self, index: int) -> "Stage":
        """Go to a frame that is recorded."""
        self["scrub"].evaluate(
            """(scrub, index) => {
                scrub.max = Math.max(scrub.max, index);
                scrub.value = index;
                scrub.dispatchEvent(new Event("input", { bubbles: true }));
            }""",
            index,
        )
        return self.refreshes(3)

    def turn(self, name: str, value: Any) -> "Stage":
        """Turn a knob of the stage, as a reader would: choose, or type and press Enter."""
        field = self[f"knob-{name}"]
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))
            field.press("Enter")
            field.blur()
        return self

    def open_sidebar(self) -> "Stage":
        """Have all settings drawn beside the stage, if they are not."""
        if self["settings"].get_attribute("aria-expanded") == "false":
            self.click("settings")
        self.sidebar_field("beta1").wait_for()
        return self

    def close_sidebar(self) -> "Stage":
        """Have nothing beside the stage."""
        return self.click("settings").wait_without_sidebar()

    def wait_without_sidebar(self) -> "Stage":
        """Wait until the sidebar is closed, and the stage knows it."""
        self.page.locator("[data-testid=stSidebar]").wait_for(state="detached")
        closed = "document.querySelector('[data-testid=settings]').ariaExpanded === 'false'"
        return self.wait(closed)

    def sidebar_field(self, name: str) -> "Locator":
        """Return the field of a knob in the sidebar."""
        return self.page.locator(f".st-key-knob_{name} input")

    def turn_in_sidebar(self, name: str, value: Any) -> "Stage":
        """Turn a knob in the sidebar, and wait until the address has it."""
        self.open_sidebar().sidebar_field(name).fill(str(value))
        self.sidebar_field(name).press("Enter")
        return self.wait_link(f"{name}={value}")
