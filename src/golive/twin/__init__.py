"""A copy of a target's structure on a walled server of our own, where everything can be tried."""
