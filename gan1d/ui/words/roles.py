"""Be the forger, be the detective."""

from gan1d.ui.words.texts import Texts

TEXTS: Texts = {}
