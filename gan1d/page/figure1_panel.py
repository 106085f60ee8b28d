"""Figure 1 of the paper from the run on the screen: made by a job, shown with captions."""

from base64 import b64encode
from html import escape
from typing import Any

import streamlit as st

from gan1d.figure1.moments import MEDIA, Figure1, Printed, shown
from gan1d.figure1.optimum import Progress
from gan1d.links import to_query
from gan1d.server.jobs import Job
from gan1d.server.remote import RemoteSeat
from gan1d.settings import SettingsError
from gan1d.words import words

MAKE = "gan1d.figure1.printing:make"  # by name: Matplotlib stays out of this process
# captions by what came of (c) and (d)
PURSUIT = {"fell": "c", "rose": "c.worse", "lost": "c.lost"}
OUTCOME = {"reached": "d", "not reached": "d.not", "diverged": "d.diverged"}
EVERY = 0.4  # seconds between two looks at the work
STYLE = """
<style>
.st-key-figure1_result { container-type: inline-size }
.st-key-figure1_panels { display: grid; gap: 1rem 1.5rem; align-items: start }
@container (min-width: 620px) { .st-key-figure1_panels { grid-template-columns: 1fr 1fr } }
@container (min-width: 1350px) { .st-key-figure1_panels { grid-template-columns: repeat(4, 1fr) } }
.st-key-figure1_panels img { display: block; width: 100%; max-width: 34rem; margin-inline: auto }
</style>
"""


@st.fragment
def panel(seat: RemoteSeat, lang: str) -> None:
    """Draw the panel: what it does, the button, the work under way, the last figure made."""
    say, state = words(lang), st.session_state
    job: Job | None = state.get("figure1_job")
    st.markdown(say["figure1.about"])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            say["figure1.step"],
            min_value=0,
            value=None,
            step=1,
            key="figure1_step",
            placeholder=say["figure1.step.empty"],
            help=say["figure1.step.help"],
            width=230,
        )
        busy = job is not None and job.running
        st.button(
            say["figure1.make"],
            key="figure1_make",
            type="primary",
            disabled=busy,
            on_click=_begin,
            args=(seat,),
        )
        if job is not None and busy:
            st.button(say["figure1.stop"], key="figure1_stop", on_click=job.stop)
    if job is not None and busy:
        st.fragment(_watch, run_every=EVERY)(job, lang)
    elif job is not None and job.state == "failed":
        st.error(_reason(job.error, lang))
    elif job is not None and job.state == "done":
        state.figure1_made = job.result
    if "figure1_made" in state:
        _show(state.figure1_made, lang)


def _begin(seat: RemoteSeat) -> None:
    """Begin the job for the run and the step asked for."""
    state = st.session_state
    order = seat.state.initial, list(seat.state.events), state.figure1_step
    state.figure1_job = Job(MAKE, *order)


def _watch(job: Job, lang: str) -> None:
    """Say how far the work is; when it is over, let the page show what came of it."""
    say = words(lang)
    if not job.running:
        st.rerun()
    now: Progress | None = job.progress
    if now is None:
        text = say["figure1.waiting" if job.state == "waiting" else "figure1.starting"]
        st.progress(0.0, text)
        return
    numbers = {name: _number(name, value) for name, value in now.numbers.items()}
    text = fill(say[f"figure1.doing.{now.part}"], **numbers)
    st.progress(now.overall, text)


def _number(name: str, value: float) -> str:
    if name in ("step", "last", "updates", "iterations"):
        return str(int(value))
    return shown(value) if name == "jsd" else f"{value:.3f}"


def _signed(value: float) -> str:
    return f"{value:.4f}".replace("-", "−")


def fill(text: str, **values: Any) -> str:
    """Return a text with its {placeholders} filled in, those in $LaTeX$ left alone."""
    parts = text.split("$")
    return "$".join(part if i % 2 else part.format(**values) for i, part in enumerate(parts))


def _reason(error: Exception | None, lang: str) -> str:
    say = words(lang)
    if isinstance(error, SettingsError) and error.name == "loss":
        return fill(say["figure1.no-probability"], loss=say[f"loss.{error.value}"])
    if isinstance(error, SettingsError) and error.name == "step":
        last = error.allowed.split()[-1]
        return fill(say["figure1.no-step"], step=error.value, last=last)
    reason = escape(f"{type(error).__name__}: {error}"[:200]).replace("$", "\\$")
    return fill(say["figure1.failed"], reason=reason)


def _name(figure: Figure1) -> str:
    """Return what tells the run, short enough for a line."""
    query = to_query(figure.settings, figure.events)
    return query if len(query) <= 200 else query[:199] + "…"


def _show(made: Printed, lang: str) -> None:
    """Show a figure: four panels with captions, and the files to take away."""
    figure, say = made.figure, words(lang)
    theme = "dark" if st.context.theme.type == "dark" else "light"
    with st.container(key="figure1_result"):
        st.html(STYLE)
        with st.container(key="figure1_panels"):
            for part, caption in zip(figure.panels, captions(figure, lang), strict=True):
                jsd = shown(part.numbers["jsd64"])
                alt = say["figure1.alt"].format(name=part.name, step=part.step, jsd=jsd)
                with st.container(key=f"figure1_{part.name}"):
                    code = b64encode(made.panels[theme][part.name]).decode()
                    source = f"data:image/svg+xml;base64,{code}"
                    st.html(f'<img src="{source}" alt="{escape(alt)}">')
                    st.markdown(caption)
        st.caption(fill(say["figure1.from"], run=f"`{_name(figure)}`"))
        with st.container(horizontal=True):
            for kind, mime in MEDIA.items():
                st.download_button(
                    kind.upper(),
                    made.files[kind],
                    file_name=f"figure1.{kind}",
                    mime=mime,
                    key=f"figure1_{kind}",
                    on_click="ignore",
                    icon=":material/download:",
                )


def captions(figure: Figure1, lang: str) -> list[str]:
    """Return what each panel shows, with its numbers, as Markdown."""
    say = words(lang)
    a, b, c, d = ({"step": panel.step} | panel.numbers for panel in figure.panels)
    jsd = [shown(numbers["jsd64"]) for numbers in (a, b, c, d)]
    error = [f"{numbers['d_error']:.3f}" for numbers in (a, b, c, d)]
    value = [_signed(numbers["value"]) for numbers in (a, b, c, d)]
    has_value = "nan" not in (value[0], value[-1])
    kind = ".chosen" if figure.chosen else "" if figure.typical else ".far"
    texts: list[list[tuple[str, dict[str, Any]]]] = [
        [
            (f"a{kind}", {"step": a["step"], "score": round(100 * max(figure.score, 0.0))}),
            ("numbers", {"jsd": jsd[0], "error": error[0]}),
            *([("value", {"value": value[0]})] if has_value else []),
        ],
        [
            ("b" if figure.d_is_optimal else "b.short", {"error": error[1]}),
            (
                "b.jumps" if b["left_out"] > 0 else "b.where",
                {"left": f"{100 * b['left_out']:.1f}"} if b["left_out"] > 0 else {},
            ),
            (f"b.{figure.start}", {"count": figure.iterations}),
            *([("b.value", {"value": value[1], "cost": _signed(b["cost"])})] if has_value else []),
        ],
        [
            (
                PURSUIT[figure.pursuit],
                {"updates": figure.updates, "before": jsd[1], "jsd": jsd[2], "error": error[2]},
            ),
        ],
        [
            (
                OUTCOME[figure.outcome],
                {"step": d["step"], "jsd": jsd[3], "half": f"{d['d_half_max']:.3f}"},
            ),
            *([("d.value", {"value": value[3]})] if has_value else []),
        ],
    ]
    blank = "" if lang == "zh" else " "
    return [
        blank.join(fill(say[f"figure1.{key}"], **values) for key, values in parts)
        for parts in texts
    ]
