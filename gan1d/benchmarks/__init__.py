"""The tables of `python -m gan1d bench`: convergence, speed, sweep."""
