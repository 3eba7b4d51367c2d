"""Sealed values: opened, judged and forgotten."""
