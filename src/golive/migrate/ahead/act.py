"""One thing that a statement does to one relation."""

from dataclasses import dataclass

from golive.migrate.ahead.rules import Effort
from golive.sqltext.cursor import Name


@dataclass(frozen=True, slots=True)
class Act:
    """`rule` says what it does to others; without one it is harmless by itself, and counts only for what it holds."""

    relation: Name
    rule: str = ""
    said: str = ""  # the command, as a message names it
    safe: str = ""  # the form that holds nobody up
    effort: Effort | None = None
    strong: bool = False  # its lock keeps writers out until the transaction ends
    line: int = 0
    columns: tuple[str, ...] = ()
    type: str = ""  # a column's new type
    calls: frozenset[str] = frozenset()  # functions whose volatility decides
    index: str = ""  # of an index that it takes for a constraint, or looks for
    shape: tuple[tuple[str, str], ...] = ()  # columns with their types, where it would make what may be there
    text: str = ""  # a statement whose rows the planner can estimate

    @property
    def late(self) -> bool:
        """Harmless by itself, but not while somebody waits."""
        return self.effort is not None and (not self.rule or self.effort is Effort.WRITES)
