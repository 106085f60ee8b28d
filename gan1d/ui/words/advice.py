"""What D tells each sample: the teacher's advice."""

from gan1d.ui.words.texts import Texts

TEXTS: Texts = {}
