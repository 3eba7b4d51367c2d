"""Which functions each audit of each saved case reaches, and each test: a mutant is tried on these alone."""

import gc
import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import _lru_cache_wrapper, cache
from types import FrameType
from typing import Any, get_type_hints

import pytest
from coverage import Coverage

from golive.judge.as_locked import AsLocked
from golive.judge.audit import FUNCTIONS
from golive.testing.spoil import judged
from golive.verdict.audits import load_audits
from tests.replay.recorded import recorded as world
from tests.replay.recorded import verdict
from tests.replay.worlds import READ, SOUND, WORLDS

from .mutants import KEPT, ROOT, SOURCE, Mutant, Place, paths_of, place

FILE = KEPT / "reached.json"
OF_LOCK = "LCK"
ENOUGH = 300  # trials kept for a function, of as many audits and worlds as there are
WATCHED = ("diff", "rights", "isolation")
SILENT = ("reach", "authority", "conditions")  # what is silent there is silent for a reason


class Watch:
    """Which functions of our packages are called while something runs."""

    def __init__(self) -> None:
        self.seen: set[Place] = set()

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(str(SOURCE)):
            self.seen.add(place(frame.f_code))

    def during(self, work: Callable[[], Any]) -> tuple[Any, float, frozenset[Place]]:
        """The result, the seconds, and what was called."""
        forget()
        self.seen = set()
        began = time.process_time()
        sys.setprofile(self)
        try:
            result = work()
        finally:
            sys.setprofile(None)
        return result, time.process_time() - began, frozenset(self.seen)


def forget() -> None:
    """What functions remember of another trial: a mutant must be asked itself."""
    for one in _remembering():
        one.cache_clear()


@cache
def _remembering() -> tuple[Any, ...]:
    every = [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper)]
    return tuple(one for one in every if (one.__module__ or "").removeprefix("golive.").partition(".")[0] in WATCHED)


@dataclass(frozen=True)
class Trial:
    """One audit over one saved case, and what is said without a mutant; all that rests on the lock is one."""

    world: str
    case: str
    code: str
    said: tuple[str, ...]

    def differs(self) -> bool:
        return STANDS.get(self, self).said != said(self.world, self.case, self.code)

    def stands(self) -> bool:
        """Whether it is what is said today; once it was asked, that counts."""
        if self not in STANDS:
            STANDS[self] = replace(self, said=said(self.world, self.case, self.code))
        return STANDS[self] == self


STANDS: dict[Trial, Trial] = {}


@cache
def platform(name: str, case: str) -> Any:
    recorded = world(name)
    return recorded.world.platform(case, recorded.live)


@cache
def codes() -> dict[str, tuple[str, ...]]:
    load_audits()
    locked = {code for code, function in FUNCTIONS.items() if AsLocked in get_type_hints(function).values()}
    return {OF_LOCK: tuple(sorted(locked)), **{code: (code,) for code in sorted(FUNCTIONS) if code not in locked}}


def said(name: str, case: str, code: str) -> tuple[str, ...]:
    return tuple(verdict(judged(platform(name, case), world(name).live(case), codes()[code])))


def trials(reaching: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Every audit of every sound database; of another case what says something else, of ways around rights all that is
    `reaching` what is watched. What is read word by word is left to the tests that read it.
    """
    for name in (one for one in WORLDS if one not in READ):
        for case, lines in world(name).table.items():
            told = {code_of(line) for line in set(lines) ^ set(world(name).table[SOUND])}
            for code in (one for one in codes() if not world(name).world.codes or one in world(name).world.codes):
                if case == SOUND or code in told or (name in SILENT and code in reaching):
                    yield name, case, code


def code_of(line: str) -> str:
    word = line.removeprefix("unknown ").removeprefix("broken ").partition(" ")[0].rstrip(":")
    return word if word in codes() else OF_LOCK


def recorded(told: Callable[[str], None]) -> dict[Place, list[Trial]]:
    """By function, the trials that reach it: kept until a saved case is another, as a run takes minutes.

    What is said of it then is asked again of whatever seems to see a mutant: see `stands`.
    """
    load_audits()
    key = _key()
    if not FILE.exists() or json.loads(FILE.read_text("utf-8"))["key"] != key:
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(json.dumps({"key": key, **_watched(told)}), "utf-8")
    read = json.loads(FILE.read_text("utf-8"))
    kept = [Trial(*one[:3], tuple(one[3])) for one in read["trials"]]
    return {(path, name): [kept[one] for one in found] for path, name, found in read["places"]}


def _key() -> str:
    digest = hashlib.sha256(" ".join(sorted(FUNCTIONS)).encode())
    for path in sorted((ROOT / "tests" / "replay").iterdir()):
        if path.suffix in (".json", ".diff"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _watched(told: Callable[[str], None]) -> dict[str, Any]:
    watch = Watch()
    every: list[tuple[tuple[str, str, str], tuple[str, ...], float]] = []
    reaching: dict[Place, list[int]] = {}
    began, sound = time.monotonic(), dict[tuple[str, str], tuple[str, ...]]()
    codes_reaching: set[str] = set()
    for one in trials(codes_reaching):
        platform(*one[:2])
        heard, seconds, places = watch.during(lambda one=one: said(*one))  # type: ignore[misc]
        if one[1] == SOUND:
            sound[one[0], one[2]] = heard
        every.append((one, heard, seconds))
        if not len(every) % 1000:
            told(f"{len(every)} trials, {one}, {time.process_time():.0f} s")
        for found in places:
            if found[0].partition("/")[0] in WATCHED:
                codes_reaching.add(one[2])
                reaching.setdefault(found, []).append(len(every) - 1)
    told(f"{len(every)} trials once, watched: {time.monotonic() - began:.0f} s")

    def telling(number: int) -> tuple[bool, float]:
        """First what says something else of a case than of its sound database, the quickest first."""
        (name, _, code), heard, seconds = every[number]
        return heard == sound.get((name, code)), seconds

    places = []
    for (path, name), numbers in reaching.items():
        turn: Counter[tuple[str, str]] = Counter()
        ranked = []
        for number in sorted(numbers, key=telling):
            (in_world, _, code), _, seconds = every[number]
            ranked.append((turn[in_world, code], seconds, number))
            turn[in_world, code] += 1
        places.append([path, name, [number for *_, number in sorted(ranked)[:ENOUGH]]])
    return {"trials": [[*one, heard] for one, heard, _ in every], "places": places}


class Tests:
    """A plugin: the tests are collected once; to which lines each comes, and which of them fail under a mutant."""

    def __init__(self, work: Callable[["Tests"], None]) -> None:
        self.work = work
        self.failed: list[str] = []
        self.reaching: dict[tuple[str, int], list[tuple[float, int]]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise session.Interrupted("tests cannot be collected")
        self.items = session.items
        self.work(self)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def run(self, number: int, follower: int | None = None) -> bool:
        """Whether it fails; `follower` is who uses its fixtures after it: none but those of the session, if nobody."""
        item = self.items[number]
        after = self.items[follower] if follower is not None else self._far(item)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        return bool(self.failed)

    def _far(self, item: pytest.Item) -> pytest.Item:
        """The one that has least in common with it: a server that all forks use is not ended by one of them."""
        own = set(item.listchain())
        return min(self.items, key=lambda one: len(own & set(one.listchain())))

    def watched(self, folders: Sequence[str], numbers: Sequence[int]) -> list[Any]:
        """A row for each test: its seconds and the lines it comes to; none may be red without a mutant."""
        rows: dict[int, tuple[float, dict[str, list[int]]]] = {}
        watch = Coverage(data_file=None, include=[f"{SOURCE / one}/*" for one in folders])
        watch.start()
        for number, after in zip(numbers, [*numbers, None][1:], strict=True):
            watch.switch_context(str(number))
            forget()
            began = time.process_time()
            self.run(number, after)
            rows[number] = (time.process_time() - began, {})
        watch.stop()
        data = watch.get_data()
        for path in data.measured_files():
            for line, contexts in data.contexts_by_lineno(path).items():
                for number in filter(None, contexts):
                    rows[int(number)][1].setdefault(path[len(str(SOURCE)) + 1 :], []).append(line)
        return [self.failed, list(rows.values())]

    def come_to(self, name: str, folders: Sequence[str], forked: Callable[[Callable[[], Any]], Any]) -> list[str]:
        """Remembers to which lines each test comes: what was watched of the code as it is stays; those that are red."""
        file = KEPT / f"{name}.lines.json"
        code = hashlib.sha256(b"\0".join(path.read_bytes() for path in paths_of(folders))).hexdigest()
        kept = json.loads(file.read_text("utf-8")) if file.exists() else {}
        known = kept.get(code, {})
        missing = [number for number, item in enumerate(self.items) if item.nodeid not in known]
        watched = forked(lambda: self.watched(folders, missing)) if missing else [[], []]
        failed, rows = watched or [["it took too long"], []]
        known |= {self.items[number].nodeid: row for number, row in zip(missing, rows, strict=False)}
        if not failed:
            file.write_text(json.dumps({code: known}), "utf-8")
            self.remember([known[item.nodeid] for item in self.items])
        return list(failed)

    def remember(self, rows: Sequence[Any]) -> None:
        for number, (seconds, files) in enumerate(rows):
            for path, lines in files.items():
                for line in lines:
                    self.reaching.setdefault((path, line), []).append((seconds / len(lines), number))

    def of(self, mutant: Mutant) -> list[int]:
        """The tests that come to a line that the mutant changes, first those that see most of its file in a second."""
        path = mutant.place[0]
        found = {number: each for line in mutant.lines for each, number in self.reaching.get((path, line), [])}
        return sorted(found, key=lambda one: found[one])

    def fails(self, mutant: Mutant, budget: float) -> bool:
        """Whether one of the tests that come to it fails; for so many seconds."""
        numbers = self.of(mutant)
        start = time.process_time()
        for number, follower in zip(numbers, [*numbers, None][1:], strict=True):
            if self.run(number, follower):
                return True
            if time.process_time() - start > budget:
                break
        return False
