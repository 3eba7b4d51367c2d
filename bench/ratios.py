"""One line for each ratio that a bench measures; `python -m bench.table` gathers them."""

from dataclasses import dataclass

MARK = "ratio"


@dataclass(frozen=True, slots=True)
class Ratio:
    name: str
    value: float
    bar: float
    least: bool = False  # the bar is the least, and not the most, that is wanted

    @property
    def missed(self) -> bool:
        return self.value < self.bar if self.least else self.value > self.bar

    def tell(self) -> bool:
        """Prints it; whether its bar is missed."""
        print("\t".join([MARK, self.name, f"{self.value:.2f}", "least" if self.least else "most", f"{self.bar:g}"]))
        return self.missed

    @classmethod
    def read(cls, line: str) -> "Ratio | None":
        mark, *words = line.split("\t")
        if mark != MARK or len(words) != 4:
            return None
        name, value, end, bar = words
        return cls(name, float(value), float(bar), least=end == "least")
