"""The Dirac-GAN's phase plane."""


def panel(lang: str) -> None:
    """Draw the panel."""
