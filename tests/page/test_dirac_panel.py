"""The Dirac-GAN's corner: pictures from the walk, and a verdict that follows the controls."""

import sys
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from gan1d.page.dirac_panel import distance_figure, eigenvalue_text, plane_figure
from gan1d.story import dirac
from gan1d.words import LANGUAGES, words


def corner(lang: str) -> None:
    """Draw nothing but the panel."""
    from gan1d.page.dirac_panel import panel

    panel(lang)


@pytest.fixture(params=LANGUAGES)
def opened(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> tuple[AppTest, dict[str, str]]:
    """Return the panel in a language, and the words of that language."""
    # AppTest leaves its script there, and later tests' processes would run it
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    page = AppTest.from_function(corner, args=(request.param,), default_timeout=60).run()
    assert not page.exception
    return page, words(request.param)


def said(page: AppTest) -> str:
    """Return everything the panel says."""
    return "\n".join(element.value for element in page.markdown)


def test_the_three_tries_change_the_verdict(opened: Any) -> None:
    page, say = opened
    assert say["dirac.verdict.out"] in said(page)
    for name, verdict in (("alternating", "orbit"), ("r1", "in"), ("simultaneous", "out")):
        page.button(key=f"dirac_try_{name}").click().run()
        assert not page.exception
        assert say[f"dirac.verdict.{verdict}"] in said(page)


def test_radio_and_slider_change_the_verdict(opened: Any) -> None:
    page, say = opened
    page.radio(key="dirac_order").set_value("alternating").run()
    assert say["dirac.verdict.orbit"] in said(page) and say["dirac.equal"] in said(page)
    page.slider(key="dirac_gamma").set_value(1.6).run()
    assert say["dirac.verdict.straight-in"] in said(page) and say["dirac.real"] in said(page)
    assert "−0.176, −1.424" in said(page)


def test_the_pictures_show_the_walk() -> None:
    states, say = dirac.walk((1, 0.5), 0.1, 30, 0.3), words("en")
    field, path, start, end, last = plane_figure(states, 0.3, say).data
    assert np.array_equal(np.transpose([path.x, path.y]), states)
    assert (start.x[0], start.y[0], end.x[0], end.y[0]) == (1, 0.5, 0, 0)
    assert (last.x[0], last.y[0]) == tuple(states[-1])
    # an arrow of angle 0 points up, of 90 degrees to the right
    across, up = dirac.field(field.x, field.y, 0.3)
    turned = np.radians(field.marker.angle)
    speed = np.hypot(across, up)
    assert np.allclose(speed * np.sin(turned), across) and np.allclose(speed * np.cos(turned), up)
    (distance,) = distance_figure(states, say).data
    assert distance.y == pytest.approx(np.linalg.norm(states, axis=1))


def test_eigenvalues_as_text() -> None:
    assert eigenvalue_text(dirac.flow_eigenvalues(0.0)) == "0.000 ± 0.500i"
    assert eigenvalue_text(dirac.flow_eigenvalues(0.6)) == "−0.300 ± 0.400i"
    assert eigenvalue_text(dirac.flow_eigenvalues(1.25)) == "−0.250, −1.000"
