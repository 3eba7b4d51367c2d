"""Defects of class R on the sample, found by each: python bench/peers.py [name=command …] [splinter=FILE].

A peer is a command of another environment: `pgrls=PATH/pgrls`, `rlsautotest=PATH/rlsautotest`; splinter is its one
file of SQL, as text. Nothing of them is kept here, and what is not given is left out. A defect is found where a peer
says something that it does not say of the sound sample; ours where a blocking finding names the spoilt object, laws
where one whose truth is the law does.
"""

import json
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import psycopg

from golive.judge.audit import AUDITS
from golive.model.platform import load_platform
from golive.model.target import Dsn
from golive.model.truth import Truth
from golive.server import choose
from golive.testing.look import observe
from golive.testing.spoil import Defect, judged, planted, read_defects

TESTS = Path(__file__).parent.parent / "tests"
SAMPLE = TESTS / "platforms" / "sample"
MODES = ("anon", "cross-tenant", "write")
NOTHING = Defect("sound", "", "", "SELECT 1")
Peer = Callable[[Dsn], frozenset[str]]


def lines(*command: str) -> frozenset[str]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if not done.stdout.strip():
        raise SystemExit(f"{command[0]} said nothing: {done.stderr[-300:]}")
    return frozenset(done.stdout.splitlines())


def entries(*command: str) -> frozenset[str]:
    """Each entry of a list in what a command says as JSON, without where it stands in it."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    found: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, list):
            found.update(json.dumps(one, sort_keys=True) for one in node)
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            for one in node.values():
                walk(one)

    walk(json.loads(done.stdout))
    return frozenset(found)


def pgrls(command: str) -> dict[str, Peer]:
    def lint(dsn: Dsn) -> frozenset[str]:
        return entries(command, "lint", "--database-url", dsn.reveal(), "--schemas", "public,app", "--format", "json")

    def verify(dsn: Dsn) -> frozenset[str]:
        given = ("--database-url", dsn.reveal(), "--schemas", "public,app", "--format", "json")
        return frozenset().union(*(entries(command, "verify", "--mode", mode, *given) for mode in MODES))

    return {"pgrls lint": lint, "pgrls verify": verify}


def rlsautotest(command: str) -> dict[str, Peer]:
    return {"rlsautotest": lambda dsn: lines(
        command, "--schema", "public", "--db-url", dsn.reveal(), "--report", "--no-fail")}  # fmt: skip


def splinter(file: str) -> dict[str, Peer]:
    text = Path(file).read_bytes()

    def lints(dsn: Dsn) -> frozenset[str]:
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            cursor = connection.execute(text)
            while cursor.nextset():
                pass
            return frozenset(str(row[-1]) for row in cursor.fetchall())

    return {"splinter": lints}


PEERS = {"pgrls": pgrls, "rlsautotest": rlsautotest, "splinter": splinter}


def main(given: dict[str, str]) -> None:
    peers = {name: peer for key, value in given.items() for name, peer in PEERS[key](value).items()}
    platform = load_platform(SAMPLE)
    named = tomllib.loads((TESTS / "defects" / "named.toml").read_text(encoding="utf-8"))
    defects = [one for one in read_defects(TESTS / "defects") if one.name[0] == "R" and one.name in named]
    count: Counter[str] = Counter()
    with choose("embedded").launch() as server:
        sound = server.create_database("sample")
        with psycopg.connect(sound.reveal(), autocommit=True) as connection:
            for path in platform.baseline:
                connection.execute(path.read_bytes())
        before: dict[str, frozenset[str]] = {}
        for name, peer in peers.items():  # of copies, as the spoilt ones are: statistics of a copy are its own
            with planted(server, "sample", NOTHING) as first:
                before[name] = peer(first)
            with planted(server, "sample", NOTHING) as second:
                if more := peer(second) - before[name]:
                    raise SystemExit(f"{name} says two things of one database: {sorted(more)[0][:200]}")
        print("| defect | ours | laws |", " | ".join(peers), "|")
        print("|---|" + "---|" * (len(peers) + 2))
        theirs: dict[str, dict[str, bool]] = {}
        for defect in defects:  # before our own look makes its logins on the server
            with planted(server, "sample", defect) as dsn:
                theirs[defect.name] = {name: bool(peer(dsn) - before[name]) for name, peer in peers.items()}
        for defect in defects:
            with planted(server, "sample", defect) as dsn:
                ours = judged(platform, observe(dsn, platform, {})).naming(named[defect.name])
                laws = [one for one in ours if AUDITS[one.code].truth is Truth.LAWFUL]
                found = {"ours": bool(ours), "laws": bool(laws)} | theirs[defect.name]
            count.update(name for name, there in found.items() if there)
            print(f"| {defect.name} {defect.title} |", " | ".join("x" if one else "" for one in found.values()), "|")
    print(f"| of {len(defects)} |", " | ".join(str(count[name]) for name in ("ours", "laws", *peers)), "|")


if __name__ == "__main__":
    main(dict(one.split("=", 1) for one in sys.argv[1:]))
