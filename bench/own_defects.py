"""Writes bench/own_defects.md: which truth finds each defect of tests/own_defects on the built-in platforms."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from golive.app.learn import learn
from golive.judge.audit import AUDITS
from golive.model.platform import BUILT_IN, Platform, load_platform
from golive.model.truth import Truth
from golive.run.rehearse import migrated_database
from golive.server import Server
from golive.testing.look import observe
from golive.testing.spoil import Judged, judged, planted, read_defects

FOLDER = Path(__file__).parent.parent / "tests" / "own_defects"
TRUTHS = (Truth.LOCKED, Truth.DECLARED, Truth.LAWFUL)


def main() -> None:
    rows = []
    sound = []
    for folder in sorted(FOLDER.iterdir()):
        with migrated(folder.name) as (server, platform):
            without = judged(platform, observe(server.dsn(platform.name), platform, {}))
            sound += [f"- {platform}: {one.code} `{one.where}`: {one.what}" for one in without.blocking]
            for defect in read_defects(folder):
                with planted(server, platform.name, defect) as dsn:
                    said = judged(platform, observe(dsn, platform, {}))
                name = re.search(r"^-- names: (.+)$", defect.text, re.MULTILINE)
                cells = " | ".join(told(said, without, name[1] if name else "?"))
                rows.append(f"| {defect} | {platform} | {defect.kind} | {defect.title} | {cells} |")
                print(rows[-1], file=sys.stderr)
    lines = [
        "# Defects on the built-in platforms, and what finds them", "",
        "Written by `python bench/own_defects.py`, after `tests/own_defects` was. A code stands here where its finding",
        "blocks, names the spoilt object and is not there without the defect.", "",
        *(["Findings without any defect:", *sound, ""] if sound else []),
        "| defect | platform | class | what | lock | claim | law |", "|---|---|---|---|---|---|---|", *rows,
    ]  # fmt: skip
    (Path(__file__).parent / "own_defects.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


@contextmanager
def migrated(name: str) -> Iterator[tuple[Server, Platform]]:
    """Learned afresh: what the lock in the repository says is not what is measured here."""
    with TemporaryDirectory() as scratch:
        folder = copytree(BUILT_IN / name, Path(scratch) / name)
        with migrated_database(folder) as dsn:
            learn(dsn, folder)
            yield Server("", "", folder, dsn.database("postgres"), lambda: None), load_platform(folder)


def told(said: Judged, sound: Judged, name: str) -> list[str]:
    codes = {one.code for one in said.naming(name) if one not in sound.blocking}
    return [", ".join(sorted(code for code in codes if AUDITS[code].truth is truth)) or "–" for truth in TRUTHS]


if __name__ == "__main__":
    main()
