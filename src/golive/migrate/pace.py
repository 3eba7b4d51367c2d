"""How many rows a batch takes, so that its transaction stays near the time it may take."""

from dataclasses import dataclass
from math import ceil

FIRST, LEAST, MOST = 200, 1, 50_000
FEW = 100  # below that a transaction costs more than its rows: fewer only where these are slow themselves
SLOW_MS = 400
LONGEST_MS = 900  # no statement of a batch runs on: it is rolled back, and tried again with fewer rows


@dataclass(slots=True)
class Pace:
    target_ms: int
    rows: int = FIRST

    def took(self, rows: int, ms: float) -> None:
        """A batch that was not filled says little of how fast a full one would be."""
        factor = self.target_ms / max(ms, 1)
        if factor < 1 and ms <= SLOW_MS and self.rows <= FEW:
            self.rows = min(FEW, 2 * self.rows)  # what takes its time may not depend on how many they are
        elif factor < 1 or rows >= self.rows:
            least = FEW if ms <= SLOW_MS and self.rows > FEW else LEAST
            self.rows = min(MOST, max(least, ceil(self.rows * min(2.0, max(0.25, factor)))))

    def failed(self) -> None:
        self.rows = max(LEAST, self.rows // 4)

    @property
    def limit_ms(self) -> int | None:
        """A single row may take as long as the step's own budget allows."""
        return LONGEST_MS if self.rows > LEAST else None
