"""The Dirac-GAN's corner: its phase plane, what its eigenvalues say, and three things to try."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from gan1d.links import to_query
from gan1d.story import dirac
from gan1d.story.failures import FAILURES
from gan1d.words import words

START = {
    "dirac_order": "simultaneous",
    "dirac_gamma": 0.0,
    "dirac_step": 0.1,
    "dirac_count": 500,
    "dirac_theta": 1.0,
    "dirac_psi": 1.0,
}
TRIES: dict[str, dict[str, Any]] = {
    "simultaneous": {"dirac_order": "simultaneous", "dirac_gamma": 0.0},
    "alternating": {"dirac_order": "alternating", "dirac_gamma": 0.0},
    "r1": {"dirac_order": "alternating", "dirac_gamma": 0.3},
}
ARROWS = 11  # arrows of the field along each axis
HEIGHT = 430  # px
# Okabe and Ito's blue, vermilion, green; readable on both grounds
PATH, BEGIN, END = "#3787c6", "#d55e00", "#009e73"
QUIET = "rgba(128,128,128,0.75)"


@st.fragment
def panel(lang: str) -> None:
    """Draw the panel: the game in three sentences, its controls, two pictures, the verdict."""
    say, state = words(lang), st.session_state
    for key, value in START.items():
        state.setdefault(key, value)
    st.markdown(say["dirac.about"])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{say['dirac.try']}**", width="content")
        for name, values in TRIES.items():
            st.button(
                say[f"dirac.try.{name}"],
                key=f"dirac_try_{name}",
                on_click=state.update,
                args=(values,),
            )
    _controls(say)
    order, gamma, step = state.dirac_order, float(state.dirac_gamma), float(state.dirac_step)
    eigenvalues = dirac.update_eigenvalues(step, gamma, order)
    verdict = dirac.verdict(eigenvalues)
    states = dirac.walk(
        (state.dirac_theta, state.dirac_psi), step, int(state.dirac_count), gamma, order
    )
    with st.container(key=f"dirac_verdict_{verdict}"):
        st.markdown(f"#### {say[f'dirac.verdict.{verdict}']}")
        st.markdown(_said(eigenvalues, gamma, say))
    plane, distance = st.columns([3, 2])
    with plane:
        st.plotly_chart(plane_figure(states, gamma, say), theme="streamlit", key="dirac_plane")
    with distance:
        st.plotly_chart(distance_figure(states, say), theme="streamlit", key="dirac_distance")
    st.markdown(say["dirac.formula"])
    failure = FAILURES["cycling"]
    page = f"&part=failures&lang={lang}"
    fail, cure = to_query(failure.settings), to_query(*failure.cured())
    st.markdown(say["dirac.stage"].format(fail=f"?{fail}{page}", cure=f"?{cure}{page}"))


def _controls(say: dict[str, str]) -> None:
    first, second, third = st.columns(3)
    with first:
        st.radio(
            say["dirac.order"],
            dirac.ORDERS,
            key="dirac_order",
            format_func=lambda order: say[f"dirac.{order}"],
            horizontal=True,
            help=say["dirac.order.help"],
        )
        st.slider(say["dirac.gamma"], 0.0, 2.0, step=0.05, key="dirac_gamma")
    with second:
        st.slider(say["dirac.step"], 0.01, 0.5, step=0.01, key="dirac_step")
        st.slider(say["dirac.count"], 10, 3000, step=10, key="dirac_count")
    with third:
        st.slider(say["dirac.theta"], -2.0, 2.0, step=0.1, key="dirac_theta")
        st.slider(say["dirac.psi"], -2.0, 2.0, step=0.1, key="dirac_psi")


def _said(eigenvalues: "dirac.Complex", gamma: float, say: dict[str, str]) -> str:
    """Return the eigenvalues in words, all of it computed."""
    modulus = float(np.abs(eigenvalues).max())
    flow = dirac.flow_eigenvalues(gamma)
    size = "equal" if abs(modulus - 1) < dirac.ROUNDING else "above" if modulus > 1 else "below"
    return say["dirac.eigenvalues"].format(
        modulus=f"{modulus:.4f}",
        moduli=say[f"dirac.{size}"],
        flow=eigenvalue_text(flow),
        turns=say["dirac.complex" if flow.imag.any() else "dirac.real"],
    )


def eigenvalue_text(pair: "dirac.Complex") -> str:
    """Return a pair of eigenvalues as text: -0.15 ± 0.48i, or both where they are real."""
    if pair.imag.any():
        text = f"{pair[0].real:.3f} ± {abs(pair[0].imag):.3f}i"
    else:
        text = ", ".join(f"{value.real:.3f}" for value in pair)
    return text.replace("-0.000", "0.000").replace("-", "−")


def plane_figure(states: "dirac.Array", gamma: float, say: dict[str, str]) -> go.Figure:
    """Return the phase plane: the field's arrows, the path, its start, its end, the equilibrium.

    Args:
        states: (theta, psi) of every update, shape (n, 2).
        gamma: Weight of R1.
        say: The words.
    """
    reach = 1.1 * max(2.0, float(np.abs(states).max()))
    theta, psi = map(np.ravel, np.meshgrid(*[np.linspace(-0.92 * reach, 0.92 * reach, ARROWS)] * 2))
    across, up = dirac.field(theta, psi, gamma)
    speed = np.hypot(across, up)
    arrow = {
        "symbol": "arrow",
        "angle": np.degrees(np.arctan2(across, up)),
        "size": 7 + 7 * np.sqrt(speed / max(float(speed.max()), 1e-12)),
        "color": QUIET,
    }
    figure = go.Figure()
    figure.add_scatter(
        x=theta, y=psi, mode="markers", marker=arrow, hoverinfo="skip", showlegend=False
    )
    figure.add_scatter(
        x=states[:, 0],
        y=states[:, 1],
        mode="lines",
        line={"color": PATH, "width": 2},
        name=say["dirac.path"],
    )
    for point, name, symbol, colour in (
        (states[0], "start", "circle", BEGIN),
        ((0.0, 0.0), "end", "x", END),
        (states[-1], "last", "diamond", PATH),
    ):
        figure.add_scatter(
            x=[point[0]],
            y=[point[1]],
            mode="markers",
            marker={"symbol": symbol, "size": 13, "color": colour},
            name=say[f"dirac.{name}"],
        )
    both = {"range": [-reach, reach], "zeroline": True}
    figure.update_xaxes(title=say["dirac.axis.theta"], constrain="domain", **both)
    figure.update_yaxes(title=say["dirac.axis.psi"], scaleanchor="x", constrain="domain", **both)
    return _laid_out(figure)


def distance_figure(states: "dirac.Array", say: dict[str, str]) -> go.Figure:
    """Return the distance from the equilibrium over the updates, on a logarithmic axis.

    Args:
        states: (theta, psi) of every update, shape (n, 2).
        say: The words.
    """
    distance = np.linalg.norm(states, axis=1)
    figure = go.Figure(
        go.Scatter(y=distance, mode="lines", line={"color": PATH, "width": 2}, showlegend=False)
    )
    low, high = np.log10(np.maximum([distance.min(), distance.max()], 1e-9))
    figure.update_xaxes(title=say["dirac.axis.updates"])
    figure.update_yaxes(
        title=say["dirac.axis.distance"],
        type="log",
        range=[min(float(low), -1) - 0.1, max(float(high), 1) + 0.1],
        exponentformat="power",
        dtick=1,
    )
    return _laid_out(figure)


def _laid_out(figure: go.Figure) -> go.Figure:
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
    margin = {"l": 10, "r": 10, "t": 30, "b": 10}
    figure.update_layout(height=HEIGHT, margin=margin, legend=legend, font={"size": 14})
    return figure
