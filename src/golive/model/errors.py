"""Wrong use: one line with the place, the value and the allowed form; exit code 4."""

from collections.abc import Iterable
from difflib import get_close_matches


class WrongUse(Exception):
    """Bad input of any kind. Nothing was changed."""

    def __init__(self, place: str, what: str, allowed: str = "") -> None:
        self.place, self.what, self.allowed = place, what, allowed
        super().__init__(f"{place}: {what}" + (f"; {allowed}" if allowed else ""))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """' (did you mean …?)' for a near miss, else nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean {near[0]!r}?)" if near else ""
