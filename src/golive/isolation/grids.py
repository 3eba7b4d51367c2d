"""What is said of isolation, for people: a square per role and command, a grid per table, a matrix per platform."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Square:
    """One role and one command on one table."""

    state: str
    look: str  # good, bad, unsure, idle
    tried: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: its roles down, the commands across."""

    relation: str
    whose: str
    rows: tuple[tuple[str, tuple[Square, ...]], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """One platform."""

    name: str
    title: str
    sentence: str
    proved: bool
    counts: tuple[tuple[str, str], ...]
    grids: tuple[Grid, ...]
    unlooked: tuple[str, ...]  # what was not looked at
    functions: tuple[tuple[str, str, Square], ...] = ()  # that return rows: by name and role
