"""Told beside the picture: the lesson and its claims, ways to fail, the Dirac-GAN."""
