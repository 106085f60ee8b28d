"""The value function, its gaps, and the carpet of the whole run."""

from gan1d.ui.words.texts import Texts

TEXTS: Texts = {}
