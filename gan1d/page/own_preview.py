"""How numbers of one's own look before they are used: histogram, ticks, density, in one drawing."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape

import numpy as np

from gan1d.data.normals import Samples

WIDTH, HEIGHT, FLOOR = 300, 130, 110  # px; the floor is where the axis lies
BARS, POINTS, TICKS = 40, 200, 300


def image(values: Sequence[float], target: Samples, dark: bool, alt: str) -> str:
    """Return `drawing` as an image in HTML, which Streamlit lets through where it takes SVG out.

    Args:
        values: The numbers, at least two different ones.
        target: Their density.
        dark: True on a dark page.
        alt: What it shows, in a sentence.
    """
    packed = b64encode(drawing(values, target, dark).encode()).decode()
    source = f"data:image/svg+xml;base64,{packed}"
    return f'<img src="{source}" alt="{escape(alt)}" title="{escape(alt)}" style="width: 100%">'


def drawing(values: Sequence[float], target: Samples, dark: bool) -> str:
    """Return an SVG of numbers and of the density that is made of them.

    Args:
        values: The numbers, at least two different ones.
        target: Their density.
        dark: True on a dark page: an image knows nothing of the page's colours.
    """
    ink, curve = ("#fafafa", "#f5b041") if dark else ("#31333f", "#9a4a00")
    low, high = target.range
    x = np.linspace(low, high, POINTS)
    edges = np.linspace(low, high, BARS + 1)
    share = np.histogram(values, edges)[0] / (len(values) * (edges[1] - edges[0]))
    density = target.pdf(x)
    scale = (FLOOR - 4) / max(density.max(), share.max())

    def across(value: float) -> float:
        return WIDTH * (value - low) / (high - low)

    bars = "".join(
        f"M{across(a):.1f},{FLOOR}V{FLOOR - scale * s:.1f}H{across(b):.1f}V{FLOOR}"
        for a, b, s in zip(edges[:-1], edges[1:], share, strict=True)
        if s > 0
    )
    inside = target.samples[(target.samples >= low) & (target.samples <= high)]
    shown = inside[:: max(1, len(inside) // TICKS)]
    ticks = "".join(f"M{across(value):.1f},{FLOOR}v-8" for value in shown)
    line = "L".join(
        f"{across(a):.1f},{FLOOR - scale * d:.1f}" for a, d in zip(x, density, strict=True)
    )
    ends = "".join(
        f'<text x="{at}" y="{HEIGHT - 4}" text-anchor="{anchor}">{value:.4g}</text>'
        for at, anchor, value in ((0, "start", low), (WIDTH, "end", high))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="13" fill="{ink}">'
        f'<path d="{bars}" opacity="0.25"/><path d="M0,{FLOOR}H{WIDTH}" stroke="{ink}"/>'
        f'<path d="{ticks}" stroke="{ink}" opacity="0.6" fill="none"/>'
        f'<path d="M{line}" stroke="{curve}" stroke-width="2.5" fill="none"/>{ends}</svg>'
    )
