"""How many small faults in the code that judges does a test see: python -m bench.mutation [PACKAGE …].

A sample of the mutants is tried (--sample, --seed). One process imports everything, reads the saved snapshots and
collects the tests; for each mutant a fork of it puts the mutated body in the place of the function's own, runs the
tests that come to the changed lines, then judges the saved cases that reach the function (--tests leaves them out),
and ends at the first that says something else. So a mutant costs what its own tests cost. Every end is appended to
bench/.mutation/PACKAGE.jsonl: a run that was stopped goes on there; what survived is tried again.

bench/mutation.toml says which mutants are the same function, why others are left, and bench/mutation.md is written
from both.
"""

import argparse
import gc
import json
import os
import resource
import signal
import time
import tomllib
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass
from typing import Any

import pytest

from .mutants import KEPT, ROOT, Mutant, kept, mutants, place
from .reached import Tests, Trial, forget, platform, recorded, world

PAGE = ROOT / "bench" / "mutation.md"
BUDGET = 20  # seconds of tests for a mutant, and as many of saved cases
PATIENCE = 90  # seconds of processor, after which a mutant hangs
WAIT = 900  # seconds in all
MEMORY = 4 << 30
COLUMNS = ("package", "mutants", "tried", "seed", "by tests", "by replay", "by time", "equivalent", "survived",
           "unreached", "killed", "seconds")  # fmt: skip


@dataclass(frozen=True)
class Package:
    folders: tuple[str, ...]
    tests: tuple[str, ...]  # without a server, but for those of promote
    replayed: bool = True
    sample: int = 300
    worlds: tuple[str, ...] = ()  # that its tests read


def of(folder: str, names: str) -> tuple[str, ...]:
    return tuple(f"tests/{folder}/test_{name}.py" for name in names.split())


PACKAGES = {
    "rights": Package(("rights",), ("tests/rights",)),
    "vault": Package(
        ("vault", "ciphers"),
        of("vault", "batch ciphers content hostile keys seal stored tags vectors"),
        replayed=False,
    ),
    "isolation": Package(("isolation",), of("isolation", "forms held matrix programs read rules shown"),
                         worlds=("reading", "authority", "conditions")),
    "diff": Package(("diff",), ("tests/diff",)),
    "promote": Package(
        ("promote",),
        (*of("promotion", "plan promote proof"), "tests/promote"),  # without those that end processes
        replayed=False,
        sample=60,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Tried:
    where: str
    change: str
    end: str  # tests, replay, time; survived, unreached
    seconds: float = 0

    @property
    def killed(self) -> bool:
        return self.end in ("tests", "replay", "time")


class Expired(Exception):
    pass


def forked(work: Callable[[], Any], patience: int = PATIENCE, wait: int = WAIT) -> Any:
    """The result of work in a process that ends with it; None where it takes too long or dies."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        expired: list[int] = []

        def expire(number: int, _: object) -> None:
            expired.append(number)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(20)  # what a test has to put away
            raise Expired

        for number in (signal.SIGPROF, signal.SIGALRM):
            signal.signal(number, expire)
        signal.setitimer(signal.ITIMER_PROF, patience)
        signal.alarm(wait)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        with open(os.devnull, "w") as nothing, redirect_stdout(nothing), redirect_stderr(nothing):  # noqa: PTH123
            os.dup2(nothing.fileno(), 1)
            os.dup2(nothing.fileno(), 2)
            try:
                told = work()
            except BaseException as error:
                told = {"error": repr(error)[:300]}
        with os.fdopen(writer, "w") as pipe:
            pipe.write(json.dumps(None if expired else told))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None


def tried(mutant: Mutant, tests: Tests, trials: Sequence[Trial], budget: float) -> Tried:
    began = time.monotonic()

    def end() -> str | int:
        mutant.install()
        forget()
        if tests.fails(mutant, budget):
            return "tests"
        start = time.process_time()
        for number, trial in enumerate(trials):
            if trial.differs():
                return number
            if time.process_time() - start > budget:
                break
        return "survived"

    found = forked(end) if trials or tests.of(mutant) else "unreached"
    while isinstance(found, int):
        # Where it does not stand, the engine says something else today without a mutant, too.
        found = "replay" if trials[found].stands() else forked(end)
    if not isinstance(found, str):  # it hangs, or cannot even be tried
        found = "time" if found is None else "tests"
    return Tried(mutant.where, mutant.change, found, round(time.monotonic() - began, 1))


def measure(
    name: str, seed: int, sample: int | None, minutes: float, budget: float = BUDGET, *, replayed: bool = True
) -> None:
    started, package = time.monotonic(), PACKAGES[name]
    file = KEPT / f"{name}.jsonl"
    KEPT.mkdir(exist_ok=True)
    known = {(one["where"], one["change"]) for one in told(name) if one["end"] in ("tests", "replay", "time")}
    known |= set(equivalents())
    trials = recorded(print) if package.replayed and replayed else {}
    total, chosen = mutants(package.folders, sample or package.sample, f"{seed} {name}")
    for found in {(one.world, one.case) for each in trials.values() for one in each}:
        platform(*found)
        world(found[0]).live(found[1])

    def work(tests: Tests) -> None:
        if name == "promote":  # its server and its databases stay for all of them
            tests.run(0)
        if red := tests.come_to(name, package.folders, lambda work: forked(work, 900, 3600)):
            raise SystemExit(f"the tests are red without a mutant: {red}")
        for each in package.worlds:  # read once, and not by each fork
            for case in world(each).cases:
                world(each).live(case)
        gc.freeze()
        print(f"{name}: {len(chosen)} of {total} mutants, ready after {time.monotonic() - started:.0f} s", flush=True)
        for number, mutant in enumerate(chosen, 1):
            if (mutant.where, mutant.change) in known:
                continue
            if time.monotonic() - started > 60 * minutes:
                break
            one = tried(mutant, tests, trials.get(mutant.place, ()), budget)
            with file.open("a", encoding="utf-8") as out:
                out.write(json.dumps({"seed": seed, "total": total, **asdict(one)}) + "\n")
            if not one.killed:
                print(f"{number}/{len(chosen)} {one.end}: {one.where}\n{one.change}", flush=True)
        if forked(lambda: any(tests.run(at) for at in range(len(tests.items))), 900, 3600) is not False:
            raise SystemExit("the tests are red after the mutants without one: what was killed proves nothing")

    os.environ["GOLIVE_DEEP"] = "1"  # what is deselected elsewhere tells mutants apart, too
    pytest.main(["-q", "-s", "--tb=no", "-p", "no:cacheprovider", *package.tests],
                plugins=[Tests(work)])  # fmt: skip
    gc.unfreeze()  # the functions of the next package are looked for among what is alive


def told(name: str) -> list[dict[str, Any]]:
    """Every end so far, the newest last."""
    file = KEPT / f"{name}.jsonl"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def equivalents() -> dict[tuple[str, str], str]:
    """Those that are the same function in other words."""
    return _why("equivalent")


def _why(kind: str) -> dict[tuple[str, str], str]:
    return {(one["where"], one["change"].strip()): one["why"] for one in reasons().get(kind, [])}


def reasons() -> dict[str, Any]:
    return tomllib.loads((ROOT / "bench" / "mutation.toml").read_text("utf-8"))


def page(seed: int) -> str:
    same, why = equivalents(), _why("left")
    lines = [
        "# Small faults in the code that judges, and whether a test sees them", "",
        "Written by `python -m bench.mutation`: mutants of mutmut, a seeded sample of each package, held against the",
        "tests that come to the changed line, then against the saved cases that reach the function, each for up to",
        f"{BUDGET} seconds. Equivalent is what is the same function in other words: read one by one, reasons in",
        "bench/mutation.toml, counted apart.", "",
        f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}",
    ]  # fmt: skip
    left: list[Tried] = []
    for name, package in PACKAGES.items():
        total, written = kept(package.folders)
        sample = {(": ".join(place(code)), change) for change, code, _ in written}
        last = {(one["where"], one["change"]): one for one in told(name) if one["seed"] == seed}
        last = {key: one for key, one in last.items() if key in sample}
        if not last:
            continue
        ends = ["equivalent" if key in same else one["end"] for key, one in last.items()]
        count = [ends.count(one) for one in ("tests", "replay", "time", "equivalent", "survived", "unreached")]
        rate = 100 * sum(count[:3]) / max(len(ends) - count[3], 1)
        seconds = round(sum(one["seconds"] for one in last.values()))
        lines.append(f"| {' | '.join(map(str, (name, total, len(ends), seed, *count, f'{rate:.0f} %', seconds)))} |")
        left += [Tried(one["where"], one["change"], one["end"]) for key, one in last.items() if key not in same]
    lines += ["", *reasons().get("notes", []), "", "## Survivors", ""]
    for one in (one for one in left if not one.killed):
        shown = [f"  {line}".rstrip() for line in one.change.splitlines()]
        reason = why.get((one.where, one.change))
        lines += [f"- {one.where} ({one.end}{f': {reason}' if reason else ''})", "", "  ```diff", *shown, "  ```", ""]
    return "\n".join(lines).rstrip() + "\n"


def main(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.mutation")
    parser.add_argument("packages", nargs="*", default=list(PACKAGES))
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=20260601)
    parser.add_argument("--tests", action="store_true", help="tests alone, no saved cases: a first round in a minute")
    parser.add_argument("--budget", type=float, default=BUDGET, help="a first round with less leaves few for a second")
    parser.add_argument("--minutes", type=float, default=600, help="of each package; run again, it goes on from there")
    options = parser.parse_args(words)
    print(f"seed {options.seed}", flush=True)
    for package in options.packages:
        measure(package, options.seed, options.sample, options.minutes, options.budget, replayed=not options.tests)
        PAGE.write_text(page(options.seed), "utf-8")


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
