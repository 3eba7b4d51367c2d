"""A night of migration before the night: on a clone, with its rows, under the requests of its applications."""
