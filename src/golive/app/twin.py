"""golive twin: a platform's structure from its lock alone, used once; what it lacks, and what breaks."""

import time
from collections.abc import Callable

from golive.model import questions as q
from golive.model.errors import WrongUse
from golive.model.evidence import State
from golive.model.platform import Platform
from golive.twin.faithful import catalog_of
from golive.twin.locked import twin_of_lock
from golive.twin.use import used


def twin(platform: Platform, say: Callable[[str], None]) -> int:
    """1 where it is not what the lock says, or something cannot be used."""
    if platform.lock is None:
        lock = platform.folder / "lock.json"
        raise WrongUse(str(lock), "does not exist", f"golive learn --dsn URL --into {platform.folder} writes it")
    begun = time.monotonic()
    with twin_of_lock(platform.lock) as made:
        took = time.monotonic() - begun
        answers = used(made.twin, catalog_of(made.twin.dsn, walled=False), platform.claims)
        objects = sum(map(len, platform.lock.objects.values()))
        say(f"{platform.name}: {objects:,} locked objects on {made.twin.server.description} in {took:.1f} s")
    for title, several in (("stands in", made.stubs), ("left out", made.twin.left_out), ("differs", made.differs),
                        ("failed", made.twin.failed)):  # fmt: skip
        for one in several:
            say(f"  {title}: {one}")
    broken = [(key, told) for key, one in answers.items() if (told := q.USED.told(one))]
    unknown = [(key, one.note) for key, one in answers.items() if one.state is not State.SEEN]
    for key, fault in broken:
        say(f"  breaks: {key.removeprefix('used:')}: {fault.message}: {fault.statement}")
    for key, why in unknown:
        say(f"  unknown: {key.removeprefix('used:')}: {why}")
    say(f"  used once: {len(answers):,}, of which {len(broken):,} break and {len(unknown):,} could not be tried")
    return int(bool(made.differs or broken))
