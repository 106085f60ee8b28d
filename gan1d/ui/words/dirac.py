"""The Dirac-GAN: two numbers that play against each other."""

from gan1d.ui.words.texts import Texts

TEXTS: Texts = {
    "dirac.title": {
        "en": "The Dirac-GAN: the whole game in two numbers",
        "zh": "Dirac-GAN：两个数的完整博弈",
    },
}
