"""`python -m tests.replay.record [WORLD …]`: sees every case on a server again and saves it; review the difference.

With --new only what is not saved as it is now is seen, such as the example of a new audit or a changed one. With
--table no server is asked: what was seen stays, and what is said of it is written anew.
"""

import sys
import time
from collections.abc import Sequence

from .recorded import Recorded, record
from .worlds import READ, WORLDS


def main(words: Sequence[str]) -> None:
    if not {word for word in words if word.startswith("-")} <= {"--new", "--table"}:
        sys.exit(__doc__)
    names = [word for word in words if not word.startswith("--")] or list(WORLDS)
    for name in names:
        began = time.monotonic()
        world = WORLDS[name]()
        if "--table" in words:
            if name not in READ:
                Recorded(world).write_table()
        else:
            record(world, whole="--new" not in words)
        print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
