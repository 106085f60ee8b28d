"""Formulas for a page without KaTeX: LaTeX as MathML."""

import html
import re

from latex2mathml.converter import convert


def with_mathml(text: str) -> str:
    """Return a text with $LaTeX$ in it as HTML with MathML; one without stays as it is.

    Raises:
        ValueError: A $ has no partner.
    """
    parts = text.split("$")
    if len(parts) == 1:
        return text
    if len(parts) % 2 == 0:
        raise ValueError(f"an odd number of $ in {text!r}; allowed: pairs around LaTeX")
    return "".join(_mathml(part) if i % 2 else html.escape(part) for i, part in enumerate(parts))


def _mathml(latex: str) -> str:
    # a prime stands high already: raised once more, as LaTeX has it, it leaves the line
    raised = r"<msup><mi>(\w)</mi><mi>(&#x02032;)</mi></msup>"
    return re.sub(raised, r'<mi>\1</mi><mo lspace="0" rspace="0">\2</mo>', convert(latex))
