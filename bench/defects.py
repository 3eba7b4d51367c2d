"""Writes bench/defects.md: which truth finds each defect of tests/defects, with claims and merely learned."""

import sys
import tomllib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from golive.app.learn import learn
from golive.judge.audit import AUDITS
from golive.model.platform import Platform, load_platform
from golive.model.truth import Truth
from golive.server import Server, choose
from golive.testing.look import observe
from golive.testing.spoil import Judged, judged, planted, read_defects

TESTS = Path(__file__).parent.parent / "tests"
AS_OF = datetime(2026, 6, 1, 12, tzinfo=UTC)
CLASSES = {
    "T": "tables", "C": "columns", "K": "constraints", "I": "indexes", "E": "enums", "G": "triggers",
    "F": "functions and views", "R": "row security and rights", "S": "system rows", "H": "migration history",
    "N": "environment", "L": "leftovers", "X": "credentials", "W": "references", "D": "data",
}  # fmt: skip
TRUTHS = (Truth.LOCKED, Truth.DECLARED, Truth.LAWFUL)


def main() -> None:
    names = tomllib.loads((TESTS / "defects" / "named.toml").read_text(encoding="utf-8"))
    rows: list[str] = []
    found: Counter[tuple[str, str]] = Counter()
    with choose("embedded").launch() as server, TemporaryDirectory() as scratch:
        claimed = load_platform(TESTS / "platforms" / "sample")
        dsn = server.create_database("sample")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for path in claimed.baseline:
                connection.execute(path.read_bytes())
        learn(dsn, Path(scratch) / "learned")
        learned = load_platform(Path(scratch) / "learned")
        sound = {platform.name: looked(server, platform, "sample") for platform in (claimed, learned)}
        times = 20
        certified = sum(looked(server, claimed, "sample").certified for _ in range(times))
        for defect in read_defects(TESTS / "defects"):
            if defect.name not in names:
                continue
            with planted(server, "sample", defect) as spoilt:
                cells = []
                for platform in (claimed, learned):
                    source = server.dsn("sample") if defect.name[0] == "D" else None  # what was lost on the way
                    said = judged(platform, observe(spoilt, platform, {}, AS_OF, source=source))
                    codes = told(said, sound[platform.name], names[defect.name])
                    cells += [", ".join(codes[truth]) or "–" for truth in TRUTHS]
                    found[defect.name[0], platform.name] += any(codes.values())
            found[defect.name[0], "all"] += 1
            rows.append(f"| {defect.name} | {defect.title} | {' | '.join(cells)} |")
            print(rows[-1], file=sys.stderr)
        taken = [f"- `{one.where}`: {one.what}" for one in sound["learned"].blocking]
    lines = [
        "# The sample's defects, and what finds them", "",
        "Written by `python bench/defects.py`. Each defect of `tests/defects` is planted alone in a copy of it:",
        "a code stands here where its finding blocks, names the spoilt object and is not there without the defect.", "",
        f"The sound sample is certified in {certified} of {times} runs.",
        "Merely learned, with nothing written by hand, the sound sample has these findings:" if taken else
        "Merely learned, with nothing written by hand, it is certified too.", *taken, "",
        "| class | defects | with claims | merely learned |", "|---|---|---|---|",
        *(
            f"| {letter} {title} | {found[letter, 'all']} | {found[letter, 'sample']} | {found[letter, 'learned']} |"
            for letter, title in CLASSES.items()
            if found[letter, "all"]
        ), "",
        "| | | platform with claims | | | merely learned | | |", "|---|---|---|---|---|---|---|---|",
        "| **defect** | **what** | **lock** | **claim** | **law** | **lock** | **claim** | **law** |", *rows,
    ]  # fmt: skip
    (Path(__file__).parent / "defects.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def looked(server: Server, platform: Platform, database: str) -> Judged:
    return judged(platform, observe(server.dsn(database), platform, {}, AS_OF))


def told(said: Judged, sound: Judged, name: str) -> dict[Truth, list[str]]:
    """The codes that name the object, by truth; not those that the sound database has as well."""
    codes = {one.code for one in said.naming(name) if one not in sound.blocking}
    return {truth: sorted(code for code in codes if AUDITS[code].truth is truth) for truth in TRUTHS}


if __name__ == "__main__":
    main()
