"""The guided lesson: ten steps in the order in which a GAN is explained."""

from gan1d.ui.words.texts import Texts

TEXTS: Texts = {}
