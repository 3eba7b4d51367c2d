"""What was recorded of a world: its sound snapshot, what differs from it in each case, and what is said of each."""

import re
from functools import cache, cached_property
from pathlib import Path

from golive.model.snapshot import Snapshot
from golive.testing.saved import Outdated, applied, difference, snapshot_of, text_of
from golive.testing.spoil import Judged, judged

from .worlds import READ, SOUND, WORLDS, World

HERE = Path(__file__).parent
RENEW = "tox -e record"
_CASE = re.compile(r"^=== (.+?)(?: \(as (.+)\))?$", re.MULTILINE)


class Recorded:
    """The files of a world; a snapshot is made when a case asks for it."""

    def __init__(self, world: World, folder: Path = HERE) -> None:
        self.world, self.folder = world, folder

    @cached_property
    def differences(self) -> dict[str, tuple[str, str]]:
        """By case: the case that it differs from, and the difference."""
        parts = _CASE.split((self.folder / f"{self.world.name}.diff").read_text(encoding="utf-8"))
        return {case: (parent or SOUND, text[1:]) for case, parent, text in zip(*[iter(parts[1:])] * 3, strict=True)}

    @property
    def cases(self) -> tuple[str, ...]:
        return (SOUND, *self.differences)

    @cache  # noqa: B019  # as long as the tests run
    def text(self, case: str) -> str:
        if case == SOUND:
            return (self.folder / f"{self.world.name}.json").read_text(encoding="utf-8")
        parent, hunks = self.differences[case]
        try:
            return applied(self.text(parent), hunks)
        except Outdated as error:
            raise Outdated(f"{self.world.name}, {case}: {error}; {RENEW} renews what is saved") from error

    @cache  # noqa: B019
    def live(self, case: str) -> Snapshot:
        try:
            return snapshot_of(self.text(case))
        except Outdated as error:
            raise Outdated(f"{self.world.name}, {case}: {error}; {RENEW} renews what is saved") from error

    @cache  # noqa: B019
    def judged(self, case: str) -> Judged:
        return judged(self.world.platform(case, self.live), self.live(case), self.world.codes or None)

    def said(self) -> dict[str, list[str]]:
        return {case: verdict(self.judged(case)) for case in self.cases}

    def write_table(self) -> None:
        """What is said of the case that another differs from is not said again: `-` where it is not said there."""
        said = self.said()
        lines: list[str] = []
        for case, found in said.items():
            before = [] if case == SOUND else said[self.differences[case][0]]
            gone = [f"-{line}" for line in before if line not in found]
            lines += [f"=== {case}", *gone, *(f"+{line}" for line in found if line not in before)]
        (self.folder / f"{self.world.name}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    @cached_property
    def table(self) -> dict[str, list[str]]:
        """By case, what is expected to be said of it."""
        found: dict[str, list[str]] = {}
        parts = _CASE.split((self.folder / f"{self.world.name}.txt").read_text(encoding="utf-8"))
        for case, _, text in zip(*[iter(parts[1:])] * 3, strict=True):
            before = [] if case == SOUND else found[self.differences[case][0]]
            lines = text.splitlines()[1:]
            kept = [line for line in before if f"-{line}" not in lines]
            found[case] = sorted(kept + [line[1:] for line in lines if line.startswith("+")])
        return found


@cache
def recorded(name: str) -> Recorded:
    return Recorded(WORLDS[name]())


def verdict(said: Judged) -> list[str]:
    """A line for each finding: code, severity, place, what and mend, in the words that a person gets."""
    found = [
        f"{one.code} {one.severity} {one.where}: {one.what} -> {one.mend.text}"
        for one in (*said.blocking, *said.advice)
    ]
    lines = [*found, *(f"unknown {one}" for one in said.unknown), *(f"broken {one}" for one in said.broken)]
    return sorted({line.replace("\n", "\\n") for line in lines})


def record(world: World, folder: Path = HERE, *, whole: bool = True) -> int:
    """Sees each case on a server, or each that is not saved as it is, and writes its files; how many it saw."""
    saved = {} if whole else Recorded(world, folder).differences
    before = {case: told for case, told in saved.items() if case not in world.changed}
    texts: dict[str, str] = {}
    told = dict(before)
    sound = folder / f"{world.name}.json"
    for seen in world.see([case for case in world.cases if case not in before]):
        texts[seen.case] = text_of(seen.live)
        if seen.parent:
            told[seen.case] = (seen.parent, difference(texts[seen.parent], texts[seen.case]))
        elif before and sound.read_text(encoding="utf-8") != texts[seen.case]:
            raise Outdated(f"{world.name} is another than what is saved; {RENEW} without --new renews all of it")
    sound.write_text(texts[SOUND], encoding="utf-8")
    parts = [(case, *told[case]) for case in world.cases if case in told]
    likes = {parent: f" (as {parent})" if parent != SOUND else "" for _, parent, _ in parts}
    text = "".join(f"=== {case}{likes[parent]}\n{hunks}" for case, parent, hunks in parts)
    (folder / f"{world.name}.diff").write_text(text, encoding="utf-8")
    if world.name not in READ:
        Recorded(world, folder).write_table()
    return len(texts)
