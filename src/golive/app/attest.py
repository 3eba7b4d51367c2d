"""golive keygen and golive verify."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from golive.attest.keys import new_keys, public_key
from golive.attest.papers import Papers, read
from golive.attest.refused import Refused
from golive.attest.statement import FILES
from golive.attest.verify import Asked, of_this_database, remarks, verified
from golive.diff.drift import drift, unread
from golive.model.errors import WrongUse
from golive.model.target import Dsn
from golive.reports.folder import SIGNED
from golive.run.observation import structure
from golive.sqltext.visible import visible
from golive.verdict.snapshot_file import opened

GOOD, RED = 0, 1
_EXPECTED = re.compile(rf"(?:(certificate|{'|'.join(FILES)})=)?([0-9a-f]{{64}})")


def keygen(path: Path, tell: Callable[[str], None]) -> None:
    public = new_keys(path)
    tell(f"{path}: signs, and is for nobody else's eyes: --signing-key {path}, or its text in GOLIVE_SIGNING_KEY")
    tell(f"{public}: verifies; give it to whoever does, by another way than certificates go")


def expected(texts: list[str]) -> tuple[tuple[str, str], ...]:
    found = []
    for text in texts:
        if (said := _EXPECTED.fullmatch(text)) is None:
            form = f"[certificate|{'|'.join(FILES)}=]64 hexadecimal digits of sha256"
            raise WrongUse("--expect-digest", f"{text!r} is no digest", form)
        found.append((said[1] or "", said[2]))
    return tuple(found)


def verify(
    path: Path, key: Path, dsn: Dsn | None, digests: list[str], previous: Path | None, tell: Callable[[str], None]
) -> int:
    """0 where it holds and, with a database, where that is as it was; 1 with the reason."""
    now = datetime.now(UTC)
    asked = Asked(public_key(key), now, expected(digests), read(previous) if previous else None)
    try:
        papers = Papers.at(path)
        asked = Asked(asked.key, now, asked.expected, asked.previous, papers.snapshots)
        if papers.envelope is None:
            raise Refused(f"it is not signed: {SIGNED} is not beside it")
        document = verified(papers.envelope, papers.certificate, asked)
        drifted = list(_drifted(document, papers, dsn)) if dsn else []
    except Refused as error:
        tell(visible(f"REFUSED: {path}: {error}"))
        return RED
    for line in remarks(document, asked, bound=dsn is not None):
        tell(f"  ! {line}")
    for line in drifted:
        tell(visible(f"  ✗ {line}"))
    if drifted:
        tell(f"DRIFTED: {len(drifted)} since {document['finished']}")
        return RED
    names = ", ".join(one["name"] for one in document["platforms"])
    held = ", and the database is as it was" if dsn else ""
    tell(visible(f"VALID until {document['expires']}: {names}, of {document['finished']}{held}"))
    return GOOD


def _drifted(document: dict[str, Any], papers: Papers, dsn: Dsn) -> Iterator[str]:
    """What is another in the database than the certificate's own snapshot has it."""
    live = structure(dsn)
    of_this_database(document, live.server)
    (platform,) = document["platforms"]
    kept = papers.snapshots.get(platform["name"])
    if kept is None:
        raise Refused("snapshot.json is not beside it, so that nothing says what the database was")
    before = opened(kept, "snapshot.json").live
    if dark := unread(before, live):
        yield f"not compared, for it could not be read both times: {', '.join(dark)}"
    yield from map(str, drift(before, live))
