"""How numbers of one's own look before they are used: histogram, ticks, density, in one drawing."""

from collections.abc import Sequence

import numpy as np

from gan1d.data.normals import Samples

WIDTH, HEIGHT, FLOOR = 300, 130, 110  # px; the floor is where the axis lies
BARS, POINTS, TICKS = 40, 200, 300


def drawing(values: Sequence[float], target: Samples, alt: str) -> str:
    """Return an SVG of numbers and of the density that is made of them, in the page's own colours.

    Args:
        values: The numbers, at least two different ones.
        target: Their density.
        alt: What it shows, in a sentence.
    """
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
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" role="img" aria-label="{alt}"'
        ' font-size="12" fill="currentColor">'
        f'<path d="{bars}" fill="currentColor" opacity="0.2"/>'
        f'<path d="M0,{FLOOR}H{WIDTH}" stroke="currentColor"/>'
        f'<path d="{ticks}" stroke="currentColor" opacity="0.6" fill="none"/>'
        f'<path d="M{line}" stroke="#c06000" stroke-width="2.5" fill="none"/>{ends}</svg>'
    )
