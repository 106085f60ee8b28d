"""The public face of a run: trained by one call, saved by another."""

from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

from gan1d.data.distribution import Distribution
from gan1d.export import Report, kinds, quiet
from gan1d.export.files import check_writable, write_whole
from gan1d.links import Event
from gan1d.runs import script
from gan1d.settings import Settings


class Run(script.Run):
    """A finished run that can be taken home; the rest is told in `gan1d.runs.script.Run`."""

    def save(self, path: str | Path, by: str = "torch", progress: Report = quiet) -> None:
        """Write the run to a file, whole or not at all, in the form that its name ends in.

        .html replays it in a browser, .gif and .mp4 are films, .svg, .png and .pdf show its last
        frame, .csv and .parquet have the metrics of every frame, .json opens on the page, .py is
        a plain script that trains it.

        Args:
            path: The file; what is there already is replaced.
            by: What a script is written in, "torch" or "numpy".
            progress: Called with the share done, 0 to 1; what it raises ends the work.

        Raises:
            SettingsError: For another ending, a file that cannot be written, or a run that has no
                such form.
        """
        kind = kinds.kind_of(path, by)
        check_writable("file", path)
        write_whole("file", path, kinds.make(kind, self, progress))

    def _repr_html_(self) -> str:
        """Return the replay in a frame of its own: what Jupyter shows of a run."""
        page = escape(kinds.make("html", self).decode())
        style = "width: 100%; height: 760px; border: 0"
        return f'<iframe srcdoc="{page}" style="{style}" allow="fullscreen"></iframe>'


def train(
    data: "str | Distribution | Settings" = "bimodal",
    *,
    events: Iterable[Event] = (),
    progress: Callable[[int, int], None] | None = None,
    stop: str | None = None,
    **knobs: Any,
) -> Run:
    """Return a finished run: trained to the end of its schedule, or to where it diverged.

    One whose events let it go on after that is trained to the frame after the last of its events.
    With a condition it ends at the first frame that meets it, if that comes before: `run.stopped`
    says where. One that holds at the start, before any training, must first be broken.

    Args:
        data: What to learn: a preset's name, a text such as "mixture:1,-2,0.5;1,3,1", a
            distribution made by `mixture`, `from_samples` or `from_curve`, or whole settings.
        events: What is done to the run on the way, such as half steps and turned knobs, in the
            order of their steps.
        progress: Called after each frame with (step, last step).
        stop: "jsd64<0.01", "d-half<0.02" for max|D - 1/2|, or "step=600"; see `gan1d.stopping`.
        **knobs: Settings that differ from the default, or from the settings given.

    Raises:
        SettingsError: If a name or a value is not allowed, events are out of order, or the loss
            lets D have no probability that a condition could look at.
    """
    return Run(*script.finished(data, events, progress, None, stop, **knobs))
