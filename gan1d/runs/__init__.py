"""A run through time, trained by a script or live while somebody watches."""
