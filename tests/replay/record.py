"""`python -m tests.replay.record [WORLD …]`: sees every case on a server again and saves it; review the difference.

With --table no server is asked: what was seen stays, and what is said of it is written anew.
"""

import sys
import time
from collections.abc import Sequence

from .recorded import Recorded, record
from .worlds import WORLDS


def main(words: Sequence[str]) -> None:
    names = [word for word in words if word != "--table"] or list(WORLDS)
    for name in names:
        began = time.monotonic()
        if "--table" in words:
            Recorded(WORLDS[name]()).write_table()
        else:
            record(WORLDS[name]())
        print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
