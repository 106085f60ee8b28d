"""Figure 1 of the paper from a run: D trained to D*, the four moments, the print."""
