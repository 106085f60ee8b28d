"""Algorithm 1: the nets, how they start, the minibatches, the updates."""
