"""golive diff: what has become of findings, and of the structure, between two certificates or two snapshots."""

from collections.abc import Callable
from pathlib import Path

from golive.attest.papers import Papers, read
from golive.attest.since import since
from golive.diff.drift import drift, unread
from golive.sqltext.visible import visible
from golive.verdict.snapshot_file import opened

GOOD, RED = 0, 1


def compare(before: Path, now: Path, tell: Callable[[str], None]) -> int:
    """1 where something is new or no longer looked at; of snapshots, where anything has changed."""
    if _is_snapshot(before) and _is_snapshot(now):
        return _snapshots(before, now, tell)
    found = since(Papers.at(before), Papers.at(now))
    for note in found.notes:
        tell(f"  ! {note}")
    for entry in found.entries:
        tell(visible(str(entry)))
    told = {line for entry in found.entries for line in entry.behind}
    for one in found.drifted:
        if str(one) not in told:
            tell(visible(f"changed, and nothing speaks of it: {one}"))
    if not found.entries and not found.drifted:
        tell(f"nothing has changed since {found.finished}")
    return RED if found.worse else GOOD


def _snapshots(before: Path, now: Path, tell: Callable[[str], None]) -> int:
    first, second = (opened(read(path), str(path)).live for path in (before, now))
    if dark := unread(first, second):
        tell(f"  ! not compared, for it could not be read both times: {', '.join(dark)}")
    found = drift(first, second)
    for one in found:
        tell(visible(str(one)))
    return RED if found or dark else GOOD


def _is_snapshot(path: Path) -> bool:
    return read(path).lstrip().startswith(b'{"head"')
