"""So many sessions of applications while a platform migrates: errors, percentiles, and whose rows they were shown.

    python -m bench.load [SESSIONS] [PLATFORM …]

Each platform's own baseline is cloned and migrated under its traffic/; then once more through a pool that resets
nothing, which has to be seen. Exit code 1 where a request failed, or somebody was shown what is another's, or that
pool did not show it.
"""

import sys

import psycopg

from golive.model.platform import Platform, load_platforms
from golive.model.rehearsal import RehearsalTold
from golive.rehearse.clone import cloned
from golive.rehearse.gateway import Gateway
from golive.rehearse.once import place_of_rows
from golive.rehearse.perform import Performance
from golive.server import choose
from golive.testing.forgetful import Forgetful

PLATFORMS = ("enterprise", "knowledge", "bnaura")
SESSIONS = 1_000


def told(platform: Platform, sessions: int, gateway: Gateway) -> RehearsalTold:
    with choose("embedded").launch() as server:
        dsn = server.create_database(platform.name)
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for path in platform.baseline:
                connection.execute(path.read_bytes())
        with place_of_rows(None) as place, cloned(dsn, place) as clone:
            return Performance(clone, platform, False, sessions, gateway).run()


def main(words: list[str]) -> int:
    sessions = int(words[0]) if words else SESSIONS
    wrong = 0
    for platform in load_platforms(words[1:] or PLATFORMS):
        sound = told(platform, sessions, Gateway())
        print(f"{platform.name}: {sound.figures}; over {sound.connections} connections in {sound.seconds:.0f} s")
        print(f"  rows compared: {sound.compared:,}; rows of others: {'; '.join(sound.leaks) or 'none'}")
        worst = max(sound.steps, key=lambda step: step.worst_ms)
        print(f"  slowest before the first step {sound.control_ms:,.0f} ms; in {worst.name} {worst.worst_ms:,.0f} ms")
        for one in sorted(sound.requests, key=lambda one: -one.p99_ms):
            figures = (
                f"median {one.median_ms:,.1f} ms, 99 of 100 within {one.p99_ms:,.0f} ms, worst {one.worst_ms:,.0f} ms"
            )
            print(f"    {one.name} ({one.release}): {one.sent:,} sent, {figures}")
        planted = told(platform, sessions, Forgetful())
        print(f"  with a pool that resets nothing: {'; '.join(planted.leaks) or 'NOT SEEN'}", flush=True)
        wrong += bool(sound.errors or sound.leaks or not planted.leaks)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
