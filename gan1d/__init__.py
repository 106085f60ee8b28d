"""See how a GAN learns: small GANs on one-dimensional data, with exact densities.

>>> import gan1d
>>> run = gan1d.train("bimodal", seed=3)
>>> run.frame.metrics["jsd64"], run.health
>>> run.save("run.html")  # replays it offline; also .py, .gif, .svg, .csv and others
"""

from gan1d.data.catalogue import from_curve, from_samples, mixture
from gan1d.export.run import Run, train
from gan1d.frames.recording import Frame, Recording
from gan1d.links import Event
from gan1d.recipes import recipe
from gan1d.saved import read_run, write_run
from gan1d.settings import Settings, SettingsError
from gan1d.sweep.maps import draw_map, load_map, sweep

__all__ = [
    "Event",
    "Frame",
    "Recording",
    "Run",
    "Settings",
    "SettingsError",
    "draw_map",
    "from_curve",
    "from_samples",
    "load_map",
    "mixture",
    "read_run",
    "recipe",
    "sweep",
    "train",
    "write_run",
]
