"""Figure 1 of the paper from the current run."""

from gan1d.ui.words.texts import Texts

TEXTS: Texts = {
    "figure1.title": {"en": "Figure 1, from this run", "zh": "图 1：来自当前训练"},
}
