"""Ways to fail, and their cures."""

from gan1d.ui.words.texts import Texts

TEXTS: Texts = {}
