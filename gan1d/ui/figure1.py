"""Figure 1 of the paper from the run on the screen."""

from gan1d.live import LiveRun


def panel(run: LiveRun, lang: str) -> None:
    """Draw the panel."""
