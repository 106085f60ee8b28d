"""What a moment of training shows: densities, metrics, diagnosis, the recording."""
