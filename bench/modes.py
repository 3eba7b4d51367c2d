"""Writes bench/modes.md: what each policy defect shows without writing, and what real statements show."""

import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from golive.isolation.probed import probed
from golive.migrate.isolation import try_writes
from golive.model.platform import BUILT_IN, Platform, load_platform
from golive.model.target import Dsn
from golive.run.rehearse import migrated_database
from golive.server import Server, choose
from golive.testing.look import observe
from golive.testing.spoil import Defect, judged, planted, read_defects

TESTS = Path(__file__).parent.parent / "tests"
AS_OF = datetime(2026, 6, 1, 12, tzinfo=UTC)
OWN = tomllib.loads((TESTS / "isolation" / "defects.toml").read_text(encoding="utf-8"))
WRITES = ("INSERT", "UPDATE", "DELETE")
ROLE = "\n-- UNDO (cluster-wide): REVOKE platform_owner FROM authenticated;"


def main() -> None:
    lines = [
        "# Reading and writing mode, defect by defect", "",
        "Written by `python bench/modes.py`. *Not proved*: commands that the proof from the catalog faults;",
        "*reached*: by probes that write nothing; *written*: by real statements, each undone. Where writing reaches",
        "what probes do not, the proof has it: a test holds that for each identity, relation and command. Where probes",
        "reach what writing does not, they hold USING and WITH CHECK apart, and try more users and strange values.", "",
    ]  # fmt: skip
    lines += ["| database | defect | not proved | reached | written | verdicts |", "|---|---|---|---|---|---|"]
    with choose("embedded").launch() as server:
        sample = load_platform(TESTS / "platforms" / "sample")
        dsn = server.create_database("sample")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for path in sample.baseline:
                connection.execute(path.read_bytes())
        given = [one for one in read_defects(TESTS / "defects") if one.name[0] in "RF"]
        lines += rows(server, "sample", sample, given)
    for name, defects in OWN.items():
        platform = load_platform(BUILT_IN / name)
        own = [Defect("", "", title, text + (ROLE if "GRANT platform_owner" in text else ""))
               for title, (text, _) in defects.items()]  # fmt: skip
        with migrated_database(BUILT_IN / name) as dsn:
            server = Server("", "", BUILT_IN / name, dsn.database("postgres"), lambda: None)
            lines += rows(server, name, platform, own)
    (Path(__file__).parent / "modes.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def rows(server: Server, name: str, platform: Platform, defects: list[Defect]) -> Iterator[str]:
    for defect in defects:
        with planted(server, name, defect) as dsn:
            title = f"{defect} {defect.title}".strip()
            row = f"| {name} | {title} | {' | '.join(cells(dsn, platform))} |"
        print(row, file=sys.stderr)
        yield row


def cells(dsn: Dsn, platform: Platform) -> Iterator[str]:
    live = observe(dsn, platform, {}, AS_OF)
    said = judged(platform, live, ("ISO001", "ISO003", "ISO004"))
    faulted = " ".join(one.why for one in said.blocking if one.code == "ISO001")
    verbs = {"SELECT": "reads", "INSERT": "adds", "UPDATE": "changes", "DELETE": "deletes"}
    reached = {one.command for one in probed(live, platform.claims) if one.crossing}
    tried = [one for one in try_writes(dsn, platform.claims, live) if one.crossing]
    written = {{"MOVE": "UPDATE", "JOIN": "INSERT"}.get(one.command, one.command) for one in tried}
    yield told([command for command, verb in verbs.items() if verb in faulted])
    yield told([command for command in verbs if command in reached])
    yield told([command for command in WRITES if command in written])
    red = sorted({one.code for one in said.blocking})
    yield f"{', '.join(red) or 'other audits'}{' and ISO005' if written else ''}"


def told(commands: list[str]) -> str:
    return ", ".join(commands) or "–"


if __name__ == "__main__":
    main()
