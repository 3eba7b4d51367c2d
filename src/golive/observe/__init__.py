"""The only reader of a target: one query per kind of object, one per claim."""
