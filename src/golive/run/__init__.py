"""One run: what was asked for, and the work that is done once for all workers of it."""
