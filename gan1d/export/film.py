"""A run as a film of eight seconds: GIF by Pillow, MP4 by ffmpeg."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from numpy.typing import NDArray
from PIL import Image

from gan1d.export import Report, quiet
from gan1d.export.picture import FILL, LOOK, Sheet
from gan1d.figure1.printing import INKS
from gan1d.runs.script import Run
from gan1d.settings import SettingsError

SECONDS = 8.0
HOLD = 1.5  # s of them for the last picture
EARLY = 1.5  # power of time by which the steps go: more pictures where more happens
DPI = 100
GIF_RATE, MP4_RATE = 12.5, 25.0  # pictures a second

Picture = NDArray[np.uint8]


def moments(run: Run, rate: float) -> list[int]:
    """Return the indices of the frames of a film, never falling, from the first to the last."""
    share = np.linspace(0, 1, round((SECONDS - HOLD) * rate)) ** EARLY
    first, last = run.recording.first, run.recording.stop - 1
    return [int(index) for index in np.rint(first + share * (last - first))]


def pictures(run: Run, indices: list[int], report: Report) -> Iterator[Picture]:
    """Give the pictures of frames, shape (400, 640, 3)."""
    with mpl.rc_context(LOOK):
        sheet = Sheet(run)
        sheet.figure.set_dpi(DPI)
        canvas = FigureCanvasAgg(sheet.figure)
        shown = None
        for done, index in enumerate(indices):
            if index != shown:
                sheet.show(run.recording[shown := index])
                canvas.draw()
            yield np.asarray(canvas.buffer_rgba())[:, :, :3].copy()
            report(0.95 * (done + 1) / len(indices))


def palette() -> Image.Image:
    """Return the 16 colours of a GIF: each ink, and what smooth edges make of it on its ground."""
    ink, white = INKS["light"], np.full(3, 255.0)

    def colour(name: str) -> NDArray[np.float64]:
        return np.array([int(name[i : i + 2], 16) for i in (1, 3, 5)], float)

    data, model, d, line = map(colour, (ink.data, ink.model, ink.d, ink.line))
    fill = FILL * model + (1 - FILL) * white
    on_white = [
        (data, (1, 0.66, 0.33)),
        (model, (1, 0.5)),
        (d, (1, 0.6, 0.3)),
        (line, (1, 0.6, 0.3)),
    ]
    mixed = [share * one + (1 - share) * white for one, shares in on_white for share in shares]
    mixed += [(one + fill) / 2 for one in (data, model, d)]
    image = Image.new("P", (1, 1))
    image.putpalette(np.rint([white, fill, *mixed]).astype(int).ravel().tolist())
    return image


def as_gif(run: Run, report: Report = quiet) -> bytes:
    """Return the film as a GIF that goes round, in 16 colours that all pictures share."""
    images = [Image.fromarray(one) for one in pictures(run, moments(run, GIF_RATE), report)]
    shared = palette()  # one of its own for each picture would make the ground flicker
    plain = [image.quantize(palette=shared, dither=Image.Dither.NONE) for image in images]
    times = [round(1000 / GIF_RATE)] * (len(plain) - 1) + [round(1000 * HOLD)]
    file = BytesIO()
    plain[0].save(
        file, "GIF", save_all=True, append_images=plain[1:], duration=times, loop=0, optimize=False
    )
    return file.getvalue()


def as_mp4(run: Run, report: Report = quiet) -> bytes:
    """Return the film as an MP4.

    Raises:
        SettingsError: If ffmpeg fails; says what it says.
    """
    indices = moments(run, MP4_RATE)
    indices += indices[-1:] * round(HOLD * MP4_RATE)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run.mp4"  # ffmpeg goes back in it, as it cannot in a pipe
        shape = f"{round(6.4 * DPI)}x{round(4.0 * DPI)}"
        command = [
            "ffmpeg",
            "-v",
            "error",
            "-y",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "-s",
            shape,
        ]
        command += [
            "-r",
            str(MP4_RATE),
            "-i",
            "-",
            "-pix_fmt",
            "yuv420p",
            "-movflags",
            "+faststart",
        ]
        with _running([*command, str(out)]) as process:
            assert process.stdin
            for picture in pictures(run, indices, report):
                process.stdin.write(picture.tobytes())
            _, said = process.communicate()
        if process.returncode != 0 or not out.exists():
            line = said.decode(errors="replace").strip().splitlines()
            raise SettingsError("mp4", line[-1:], "a film that ffmpeg can write")
        return out.read_bytes()


@contextmanager
def _running(command: list[str]) -> "Iterator[subprocess.Popen[bytes]]":
    """Run a program; it is ended with the block, whatever ends that."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
