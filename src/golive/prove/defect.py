"""A defect that can be planted: what it is of, what it does, and the statements that make it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from golive.diff.kinds import kind_of
from golive.model.catalog import CatalogObject
from golive.model.snapshot import Snapshot
from golive.sqltext.statements import split
from golive.testing import spoil

_ALONE = re.compile(
    r"(?i)^\s*(BEGIN|START|COMMIT|ROLLBACK|PREPARE|VACUUM|CLUSTER|REINDEX|ALTER\s+SYSTEM|(CREATE|DROP|ALTER)\s+(DATABASE|"
    r"TABLESPACE|SUBSCRIPTION))\b|\bCONCURRENTLY\b|\b(setval|nextval)\b|\bDETACH\s+PARTITION\b"
)


@dataclass(frozen=True, slots=True)
class Defect:
    """Its class is the kind of what it spoils."""

    kind: str
    where: str  # the object that a finding must name; empty where nobody said which
    title: str
    text: str  # statements, each with its semicolon; an UNDO line as in `golive.testing.spoil`

    @property
    def transactional(self) -> bool:
        """Whether a transaction can hold it, and takes all of it back."""
        return not any(_ALONE.search(one.text) for one in split(self.text))

    @property
    def as_file(self) -> spoil.Defect:
        return spoil.Defect(self.title, self.kind, self.title, self.text)

    def __str__(self) -> str:
        return f"{self.kind} {self.where}: {self.title}" if self.where else f"{self.kind}: {self.title}"


def altered(entry: CatalogObject, live: Snapshot, title: str, **fields: Any) -> Iterator[Defect]:
    """An object that has other fields than it has; none where that takes more than a statement can say."""
    want = replace(entry, **fields)
    made = kind_of(entry).alter(want, entry, frozenset(fields), live, live) if want != entry else None
    if made is not None and made[0]:
        yield Defect(entry.kind, entry.identity, title, made[0])


def dropped(entry: CatalogObject, live: Snapshot) -> Iterator[Defect]:
    text = kind_of(entry).drop(entry, live)
    if text:
        yield Defect(entry.kind, entry.identity, "is gone", text)


def of_rows(kind: str, where: str, title: str, text: str) -> Defect:
    """Of rows that came in while nothing was checked, as by a restore or an import."""
    whole = f"SET LOCAL session_replication_role = replica;\n{text}\nSET LOCAL session_replication_role = DEFAULT;"
    return Defect(kind, where, title, whole)


def of_folder(folder: Path) -> Iterator[Defect]:
    """One file a defect, as `golive.testing.spoil` reads them."""
    for one in spoil.read_defects(folder):
        yield Defect(one.kind or "other", "", f"{one.name} {one.title}", one.text)
