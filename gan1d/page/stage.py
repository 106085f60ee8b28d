"""The stage on the page: one component, mounted once, that plays a live run by its websocket."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from gan1d.bookmarks import bounds
from gan1d.page.address import PARTS, Address
from gan1d.recipes import RECIPES, set_by
from gan1d.server.files import first_wave, version
from gan1d.server.remote import RemoteSeat
from gan1d.settings import Settings
from gan1d.stopping import measures
from gan1d.story import pairs
from gan1d.words import LANGUAGES

# The player itself is a module of its own, served once with a long cache lifetime: what stands
# here is sent again with every mount.
_BOOTSTRAP = """
export default function (component) {
  const url = (name) => new URL(component.data.base + name, document.baseURI).href
  for (const name of component.data.early) {
    const href = url(name)
    const kind = name.endsWith(".css") ? { rel: "preload", as: "style" }
      : name.startsWith("vendor/") ? { rel: "preload", as: "script" } : { rel: "modulepreload" }
    if (document.head.querySelector(`link[href="${href}"]`)) continue
    document.head.append(Object.assign(document.createElement("link"), { href, ...kind }))
  }
  const mounted = component.parentElement.querySelector(".gan1d-mount")
  const missing = () => {
    const health = new URL("gan1d/health", document.baseURI).href
    mounted.textContent = component.data.words["stage.missing"].replace("{health}", health)
    mounted.setAttribute("role", "alert")
  }
  const leaving = import(url("stage.js")).then(({ mount }) => mount(component), missing)
  return () => leaving.then((leave) => leave?.())
}
"""


def stage(
    seat: RemoteSeat | None,
    second: RemoteSeat | None,
    lang: str,
    words: Mapping[str, str],
    knobs: Sequence[Mapping[str, Any]],
    opened: Address,
    problems: Sequence[str],
    sidebar: Settings | None = None,
    complete: bool = True,
    asked: Callable[[], None] = lambda: None,
) -> None:
    """Show a live run; the component stays the same whatever else the page does.

    Args:
        seat: The page's, whose run is played; None if it follows the lecture of its address.
        second: That of B, where two runs stand side by side.
        lang: Language of the words, "en" or "zh".
        words: The stage's words by key.
        knobs: Schema of the knobs that stand in the stage.
        opened: What the page was opened with.
        problems: Sentences on what could not be taken from the link.
        sidebar: What the sidebar shows, if it is drawn: the stage asks for it anew when that is
            outdated.
        complete: False if what stands below is still to be drawn: the stage asks for it when it
            has its first picture, since what is there before would be pushed down by it.
        asked: Called when the stage asks for something, with what in `st.session_state.stage`:
            `lang`, a key of `LANGUAGES`, `sidebar`, the query of the address now, or "closed",
            `panels`, "open", `own`, "seat", or `pair`, as `gan1d.page.second` says.
    """
    component = st.components.v2.component(
        "gan1d_stage",
        html='<div class="gan1d-mount"></div>',
        js=_BOOTSTRAP,
        isolate_styles=False,
    )
    component(
        key="stage",
        data={
            "seat": seat.id if seat else "",
            "follows": seat is None,
            "base": f"gan1d/static/{version()}/",
            "early": first_wave(),
            "socket": f"gan1d/live/{seat.id}" if seat else f"gan1d/hall/{opened.hall}",
            "b": {"seat": second.id, "socket": f"gan1d/live/{second.id}"} if second else None,
            "pairs": pairs.listing(),
            "lang": lang,
            "words": dict(words),
            "knobs": [dict(knob) for knob in knobs],
            "recipes": {name: set_by(name) for name in RECIPES},
            "parts": PARTS,
            "part": opened.part,
            "at": opened.at,
            "speed": opened.speed,
            "stops": measures(),
            "stop": opened.stop.to_json() if opened.stop else None,
            "marks": bounds(opened.marks),
            "problems": list(problems),
            "hide": sorted(opened.hide if seat else opened.hide | {"sidebar"}),
            "languages": LANGUAGES,
            "complete": complete,
            "sidebar": sidebar.to_json() if sidebar else None,
        },
        on_lang_change=asked,
        on_sidebar_change=asked,
        on_panels_change=asked,
        on_own_change=asked,
        on_pair_change=asked,
        on_lost_change=lambda: None,  # the script runs, and finds that the seat is gone
    )
