"""What the rows of one table keep to without being made to, as a question that counts them."""

from dataclasses import dataclass

from golive.model import questions as q

SPOKEN, OFFENDING = "spoken of", "offending"


@dataclass(frozen=True, slots=True)
class Habit:
    """The conditions are boolean SQL over t."""

    name: str
    table: str
    offends: str
    why: str
    mend: str
    speaks: str = "true"  # of which rows
    tells: str = "true"  # which of those say something
    sure: bool = True  # that it stays so, where every row keeps to it

    @property
    def question(self) -> str:
        return q.HABIT.of(self.name)
