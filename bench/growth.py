"""A postcheck of 4,000 tables by one of 1,000: python -m bench.growth [ROUNDS]"""

import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.pgtap import postcheck
from bench.ratios import Ratio
from bench.wide import Meter, Spent, Wide, middle
from golive.server import choose

ROUNDS = int(sys.argv[1]) if sys.argv[1:] else 3
SMALL, LARGE, BAR = 1_000, 4_000, 4.2


def main() -> int:
    with TemporaryDirectory() as scratch, ExitStack() as held:  # a server each: its logins are of one database
        took = {SMALL: list[Spent](), LARGE: list[Spent]()}
        servers = {number: held.enter_context(choose("embedded").launch()) for number in took}
        made = {number: Wide.make(on, "wide", Path(scratch) / f"{number}", number) for number, on in servers.items()}
        for _ in range(ROUNDS):
            for number, wide in made.items():
                meter = Meter(servers[number])
                folder = wide.folder.with_suffix(".run")  # its own: else each is compared with the other
                took[number].append(meter.of(postcheck(wide, folder), wide.surroundings(folder)))
    small, large = middle(took[SMALL]), middle(took[LARGE])
    print(f"{small.seconds:.2f} s, CPU {small.cpu:.2f} s; {large.seconds:.2f} s, CPU {large.cpu:.2f} s")
    missed = [
        Ratio(f"4,000 tables by 1,000, {kind}", value, BAR).tell()
        for kind, value in (("time", large.seconds / small.seconds), ("CPU", large.cpu / small.cpu))
    ]
    return int(any(missed))


if __name__ == "__main__":
    sys.exit(main())
