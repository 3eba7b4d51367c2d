"""Every ratio of every bench in one table, with date and machine: python -m bench.table [--write] [NAME[=WORDS] …]

Without names all are run, which takes half an hour on a machine that does nothing else; what is named is run, with
these words, and takes the place of its rows. --write keeps the table in bench/ratios.md and README.md; without, it is
printed. The exit code says whether a bar is missed or a bench could not be run.
"""

import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

from bench.ratios import Ratio

IDLE, PAUSE = 0.1, 3.0
BENCHES = ("pgtap", "growth", "isolation", "references", "vault", "promotion")
TABLE = Path(__file__).with_name("ratios.md")
README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- tox -e bench -- --write -->\n", "<!-- until here -->\n"  # of the same rows in README.md
HEAD = """# Ratios

Written by `tox -e bench`. A ratio is of two things measured in turns in one run; its bar is what is wanted. One that
was measured while the machine had other work says so: its times are noise, its CPU is not. A limit is the ratio of what
the work cannot do without, measured in the same turns: where it is beyond the bar, no work of ours reaches it.

| bench | ratio | is | bar | | measured |
|---|---|---:|---:|---|---|
"""


@dataclass(frozen=True, slots=True)
class Ran:
    name: str
    ratios: tuple[Ratio, ...]
    measured: str
    failed: str = ""

    def rows(self) -> Iterator[str]:
        for one in self.ratios:
            bar = "" if one.bar is None else f"{'≥' if one.least else '≤'} {one.bar:g}"
            held = ("beyond it" if one.beyond else "within it") if one.limit else "missed" if one.beyond else "held"
            held = held if bar else ""
            yield f"| {self.name} | {one.name} | {one.value:.2f} | {bar} | {held} | {self.measured} |"
        if self.failed:
            yield f"| {self.name} | was not measured: {self.failed} | | | | {self.measured} |"


def ran(named: str) -> Ran:
    name, _, words = named.partition("=")
    measured = f"{datetime.now(UTC):%Y-%m-%d}, {machine()}"
    command = [sys.executable, "-m", f"bench.{name}", *words.split()]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    print(done.stdout, flush=True)
    found = tuple(one for line in done.stdout.splitlines() if (one := Ratio.read(line)))
    last = next((line for line in reversed(done.stdout.splitlines()) if line.strip()), "it said nothing")
    return Ran(name, found, measured, "" if found else last.strip()[:120])


def machine() -> str:
    """What it is, and whether it had something else to do."""
    info = Path("/proc/cpuinfo")
    model = re.search(r"^model name\s*: (.+)$", info.read_text(), re.M) if info.exists() else None
    others = _busy()
    idle = "idle" if others < IDLE else f"{others:.1f} cores busy with other work"
    return f"{os.cpu_count()} × {model[1] if model else platform.machine()}, {idle}"


def _busy() -> float:
    """Cores, over some seconds in which nothing of ours runs; the load of the last minute would be our own."""
    before = _spent()
    sleep(PAUSE)
    return (_spent() - before) / os.sysconf("SC_CLK_TCK") / PAUSE


def _spent() -> int:
    """Ticks in which a core was neither idle nor waiting for a disk."""
    words = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    return sum(map(int, words)) - int(words[3]) - int(words[4])


def table(runs: Sequence[Ran], kept: str) -> str:
    """The rows that were measured now, and of the others those that stand there."""
    rows = {one.name: [*one.rows()] for one in runs}
    for line in kept.splitlines():
        if (name := line.split(" | ")[0].removeprefix("| ")) in BENCHES and name not in {one.name for one in runs}:
            rows.setdefault(name, []).append(line)
    return HEAD + "".join(f"{row}\n" for name in BENCHES for row in rows.get(name, ()))


def main(words: Sequence[str]) -> int:
    names = [word for word in words if not word.startswith("--")] or list(BENCHES)
    if strange := {name.partition("=")[0] for name in names} - set(BENCHES):
        raise SystemExit(f"{', '.join(strange)}: no bench of {', '.join(BENCHES)}")
    runs = [ran(name) for name in names]
    told = table(runs, TABLE.read_text("utf-8") if TABLE.exists() else "")
    print(told)
    if "--write" in words:
        TABLE.write_text(told, "utf-8")
        before, _, rest = README.read_text("utf-8").partition(BEGIN)
        README.write_text(f"{before}{BEGIN}{told[told.index('| bench') :]}{END}{rest.partition(END)[2]}", "utf-8")
    return int(any(one.failed or any(each.missed for each in one.ratios) for one in runs))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
