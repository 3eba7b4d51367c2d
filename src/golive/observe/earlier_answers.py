"""Answers that a look may use again: whoever keeps them says which of them nothing has changed."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

Answers = dict[tuple[Hashable, ...], Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """By who asked: each key begins with the text of the question."""

    asked: Answers = field(default_factory=dict)  # rows of a query of ours
    read: Answers = field(default_factory=dict)  # what the one who sees every row found, for a session's question
    found: Answers = field(default_factory=dict)  # what a declared session found
    planned: Answers = field(default_factory=dict)  # what failed of its statements

    def where(self, row: Callable[[str], bool], right: Callable[[str], bool]) -> "Kept":
        """Those whose text both kinds of askers still answer alike."""
        return Kept(_of(self.asked, row), _of(self.read, row), _of(self.found, right), _of(self.planned, right))


def _of(answers: Answers, holds: Callable[[str], bool]) -> Answers:
    return {key: answer for key, answer in answers.items() if holds(str(key[0]))}
