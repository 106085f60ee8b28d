"""All settings: a sidebar that is there while it is open, and then shows the run."""

from gan1d.links import from_query
from gan1d.settings import KNOBS, Settings
from gan1d.story.failures import FAILURES
from gan1d.words import words

from .conftest import Open
from .stage import Stage
from .test_lesson import begin, wait_phase

SIDEBAR = "[data-testid=stSidebar]"
KNOB = f"{SIDEBAR} [class*=st-key-knob_]"
SHOWN = f"""() => Object.fromEntries([...document.querySelectorAll("{KNOB}")]
    .map(box => {{
        const name = /st-key-knob_([a-z0-9_]+?)(_en)?( |$)/.exec(box.className)[1]
        const input = box.querySelector("input") ?? {{}}  // it is being drawn
        if (input.type === "checkbox") return [name, input.checked]
        return [name, input.type === "number" && input.value ? Number(input.value) : input.value]
    }}))"""


def in_force(stage: Stage) -> Settings:
    """Return the settings that the address says, with what has happened up to the step shown."""
    settings, events, errors = from_query(stage.link)
    assert not errors
    for event in (event for event in events if event.step <= stage.step):
        settings = settings.replace(**{event.name: event.value})
    return settings


def shown_as(name: str, value: object) -> object:
    """Return how the sidebar shows a value."""
    if KNOBS[name].kind == "choice":
        return words("en")[f"{name}.{value}"]
    return "" if value is None else value


def wait_shown(stage: Stage) -> None:
    """Wait until the sidebar shows what the address says."""
    wanted = in_force(stage).to_json()
    wanted = {name: shown_as(name, wanted[name]) for name in KNOBS if name != "data"}
    for _ in range(40):
        shown = stage.js(SHOWN)
        if shown == wanted:
            return
        stage.page.wait_for_timeout(250)
    assert shown == wanted


def open_beside(open_stage: Open, query: str) -> Stage:
    """Return a wide page with all settings open."""
    return open_stage(query, viewport={"width": 1440, "height": 900}).open_sidebar()


def test_it_follows_the_stage(open_stage: Open) -> None:
    stage = open_beside(open_stage, "beta1=0.6")
    wait_shown(stage)
    stage.turn("lr_d", 0.02).wait_link("lr_d=0.02")
    wait_shown(stage)
    stage.turn("seed", 7).wait_link("seed=7").turn("loss", "hinge").wait_link("loss=hinge")
    wait_shown(stage)
    assert "Default, changed: Learning rate of D, beta1" not in stage.page.inner_text(SIDEBAR)
    assert "Default, changed: Loss, Learning rate of D, beta1" in stage.page.inner_text(SIDEBAR)
    stage.page.wait_for_timeout(1500)
    before = stage.js("watch.sent.page ?? 0")
    stage.wait_pictures(60).page.wait_for_timeout(1500)
    assert stage.js("watch.sent.page ?? 0") == before  # nothing is turned: nothing is asked for


def test_its_link_for_a_class_says_what_the_stage_shows(open_stage: Open) -> None:
    stage = open_beside(open_stage, "part=roles")
    sidebar = stage.page.locator(SIDEBAR)
    sidebar.get_by_text(words("en")["hide.link"]).click()
    choice = sidebar.locator("[data-testid=stMultiSelect] input")
    option = stage.page.locator("[role=option]", has_text=words("en")["hide.title"])
    choice.focus()
    while not option.is_visible():  # the list closes while the sidebar scrolls
        choice.press("ArrowDown")
        stage.refreshes(20)
    option.click()
    link = sidebar.locator("[data-testid=stCode]")
    link.filter(has_text="&lang=en&part=roles&hide=title").wait_for()
    stage.click("story-value")
    stage["speed"].select_option("20")
    link.filter(has_text="&lang=en&speed=20&part=value&hide=title").wait_for()


def test_it_follows_the_events_of_a_link(open_stage: Open) -> None:
    stage = open_beside(open_stage, "speed=250&events=5:beta1=0.7,200:k=4,200:beta2=0.9")
    stage.wait_step(230)
    wait_shown(stage)


def test_it_follows_the_lesson(open_stage: Open) -> None:
    stage = begin(open_beside(open_stage, "part=lesson"))
    stage["lesson-go-10"].click()
    wait_phase(stage, 10, "ready")
    stage.wait_link("optimiser=sgd")
    wait_shown(stage)
    assert stage.sidebar_field("beta1").input_value() == "0"


def test_it_follows_every_failure_and_its_cure(open_stage: Open) -> None:
    stage = open_beside(open_stage, "part=failures&speed=1")
    for name in FAILURES:
        link = stage.page.url
        stage.click(f"fail-{name}").wait("location.href !== a", link)
        wait_shown(stage)
        link = stage.page.url
        cure = stage[f"failures.{name}"].locator(f"[data-testid=cure-{name}]")
        cure.click()
        stage.wait("location.href !== a", link)
        if not FAILURES[name].acts_live:
            wait_shown(stage)


def test_it_is_opened_and_closed(open_stage: Open) -> None:
    stage = open_stage(viewport={"width": 1440, "height": 900}).wait_step(5)
    page = stage.page
    assert page.locator(f"{SIDEBAR}, [data-testid=stExpandSidebarButton]").count() == 0
    stage.open_sidebar().close_sidebar().open_sidebar()
    page.hover(SIDEBAR)
    page.locator("[data-testid=stSidebarCollapseButton] button").click()  # its own arrow
    assert stage.wait_without_sidebar().open_sidebar().sidebar_field("beta1").is_visible()
    stage.pause()
    before = stage.js("watch.sent.page ?? 0")
    stage.close_sidebar()
    stage.turn("lr_d", 0.02).wait_link("lr_d=0.02").page.wait_for_timeout(1500)
    assert stage.js("watch.sent.page ?? 0") == before + 1  # the closing alone
    assert stage.js("[watch.blanks, watch.removals]") == [0, 0]


def test_it_covers_a_phone_and_can_be_closed(open_stage: Open) -> None:
    stage = open_stage(viewport={"width": 390, "height": 844}, has_touch=True).wait_step(5)
    stage.open_sidebar()
    box = stage.page.locator(SIDEBAR).bounding_box()
    assert box["x"] == 0 and box["width"] > 300
    stage.page.locator("[data-testid=stSidebarCollapseButton] button").tap()
    stage.wait_without_sidebar().open_sidebar()


def test_the_language_is_switched_without_it(open_stage: Open) -> None:
    stage = open_stage("beta1=0.7").wait_step(20)
    assert stage["language"].inner_text() == "中文"
    stage.click("language").wait_link("lang=zh")
    stage["language"].filter(has_text="English").wait_for()
    assert stage["settings"].inner_text() == words("zh")["settings"]
    assert stage.latest >= 20 and stage.link["beta1"] == "0.7"
    stage.open_sidebar()
    assert words("zh")["group.training"] in stage.page.inner_text(SIDEBAR)
    stage.click("language").wait_link("lang=en")
