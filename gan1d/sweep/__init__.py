"""Which settings converge? Maps of thousands of runs: a grid, its workers, its file."""
