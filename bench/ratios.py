"""One line for each ratio that a bench measures; `python -m bench.table` gathers them."""

from dataclasses import dataclass

MARK = "ratio"


@dataclass(frozen=True, slots=True)
class Ratio:
    name: str
    value: float
    bar: float | None  # None: nothing is wanted of it
    least: bool = False  # the bar is the least, and not the most, that is wanted
    limit: bool = False  # of what the work cannot do without: where it is beyond the bar, so is the work

    @property
    def beyond(self) -> bool:
        if self.bar is None:
            return False
        return self.value < self.bar if self.least else self.value > self.bar

    @property
    def missed(self) -> bool:
        return self.beyond and not self.limit

    def tell(self) -> bool:
        """Prints it; whether its bar is missed."""
        end, kind = "least" if self.least else "most", "limit" if self.limit else "bar"
        print(
            "\t".join([MARK, self.name, f"{self.value:.2f}", end, "-" if self.bar is None else f"{self.bar:g}", kind])
        )
        return self.missed

    @classmethod
    def read(cls, line: str) -> "Ratio | None":
        mark, *words = line.split("\t")
        if mark != MARK or len(words) != 5:
            return None
        name, value, end, bar, kind = words
        return cls(name, float(value), None if bar == "-" else float(bar), least=end == "least", limit=kind == "limit")
