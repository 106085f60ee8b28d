"""Algorithm 1 in slow motion."""

from gan1d.ui.words.texts import Texts

TEXTS: Texts = {}
