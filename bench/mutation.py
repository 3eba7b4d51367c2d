"""How many small faults in the code that judges does a test see: python -m bench.mutation [PACKAGE …].

mutmut writes the mutants; a sample of them is tried (--sample, --seed). One process imports everything and reads the
saved snapshots; for each mutant a fork of it puts the mutated body in the place of the function's own, and judges the
cases that reach that function again, then runs the tests that reach it. So a mutant costs what its own cases cost, and
decorated functions are mutated too. What is not mutated: what runs at import, annotations, docstrings.

bench/mutation.toml says why a survivor may live; bench/mutation.md is written from both.
"""

import argparse
import gc
import json
import os
import random
import signal
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass
from difflib import unified_diff
from importlib import import_module
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import libcst
import pytest
from mutmut.mutation.file_mutation import create_mutations

from golive.testing.spoil import judged
from golive.verdict.again import load_audits
from tests.replay.recorded import Recorded, verdict
from tests.replay.worlds import WORLDS

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "golive"
RESULTS = ROOT / "bench" / "mutation.json"
PATIENCE = 120
BUDGET = 25  # seconds of cases for a mutant, the quickest first: what no case saw by then, tests may
REPLAYED = ("diff", "rights", "isolation")
QUICK = ("reach", "aimee")  # worlds of small snapshots that are judged word by word in seconds
# The tests that are run where judging again did not see a mutant; those of promote bring servers of their own.
TESTS: dict[str, tuple[str, ...]] = {
    "diff": ("tests/test_conditions.py", "tests/test_canonical.py"),
    "rights": ("tests/rights/test_rights.py", "tests/test_conditions.py", "tests/test_function_bodies.py"),
    "isolation": ("tests/isolation/test_rules.py", "tests/isolation/test_returned.py", "tests/isolation/test_plans.py"),
    "vault": ("tests/vault/test_vectors.py", "tests/vault/test_seal.py", "tests/vault/test_hostile.py",
              "tests/vault/test_batch.py", "tests/vault/test_tags.py"),
    "promote": ("tests/promotion/test_plan.py", "tests/promotion/test_promote.py", "tests/promotion/test_proof.py"),
}  # fmt: skip
SAMPLES = {"promote": 60}
KILLED = ("replay", "tests", "time")
Place = tuple[str, str]  # file and qualified name of a function
Case = tuple[str, str]  # world and case


@dataclass(frozen=True)
class Mutant:
    """One changed body: where, the text that shows the change, and the body."""

    package: str
    place: Place
    change: str
    code: CodeType
    function: FunctionType

    @property
    def where(self) -> str:
        return f"{Path(self.place[0]).relative_to(SOURCE)}: {self.place[1]}"


@dataclass(frozen=True)
class Tried:
    package: str
    where: str
    change: str
    end: str  # replay, tests, time, survived, unreached


def plain(source: str) -> libcst.Module:
    """Without the decorators of functions: mutmut passes by what is decorated, and only bodies are taken from here."""

    class Bare(libcst.CSTTransformer):
        def leave_FunctionDef(self, _: libcst.FunctionDef, node: libcst.FunctionDef) -> libcst.FunctionDef:
            return node.with_changes(decorators=[])

    return libcst.parse_module(source).visit(Bare())


def bodies(code: CodeType) -> Iterator[CodeType]:
    """The code of every function and method of a module, without functions inside of functions."""
    for one in code.co_consts:
        if isinstance(one, CodeType) and "<locals>" not in one.co_qualname and not one.co_name.startswith("<"):
            yield one
            yield from bodies(one)


def functions(package: str) -> dict[str, list[FunctionType]]:
    """By module, the functions that are alive and were written there."""
    found: dict[str, list[FunctionType]] = {}
    for path in sorted((SOURCE / package).rglob("*.py")):
        import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__"))
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and "<locals>" not in one.__qualname__:
            found.setdefault(one.__code__.co_filename, []).append(one)
    return found


def mutants(package: str, sample: int, chance: random.Random) -> tuple[int, list[Mutant]]:
    """How many there are, and a sample of them."""
    alive = functions(package)
    every: list[tuple[Path, libcst.Module, Any]] = []
    for path in sorted((SOURCE / package).rglob("*.py")):
        module, made, _, _ = create_mutations(str(path), plain(path.read_text("utf-8")).code)
        every += [(path, module, one) for one in made if one.contained_by_top_level_function is not None]
    chance.shuffle(every)
    chosen: list[Mutant] = []
    for path, module, one in every:
        if len(chosen) == sample:
            break
        if mutant := _mutant(package, path, module, one, alive.get(str(path), [])):
            chosen.append(mutant)
    return len(every), chosen


def _mutant(package: str, path: Path, module: libcst.Module, one: Any, alive: Sequence[FunctionType]) -> Mutant | None:
    changed = module.deep_replace(one.original_node, one.mutated_node)
    assert isinstance(changed, libcst.Module)
    try:
        before, after = (compile(each.code, str(path), "exec", dont_inherit=True) for each in (module, changed))
    except SyntaxError:
        return None
    for old, new in zip(bodies(before), bodies(after), strict=False):
        if old.co_qualname == new.co_qualname and _differ(old, new):
            for function in alive:
                same = function.__code__.co_qualname == old.co_qualname and function.__code__.co_code == old.co_code
                if same and function.__code__.co_freevars == new.co_freevars:
                    lines = list(unified_diff(module.code.splitlines(), changed.code.splitlines(), n=0, lineterm=""))
                    shown = "\n".join(line for line in lines[2:] if not line.startswith("@@"))
                    return Mutant(package, (str(path), old.co_qualname), shown, new, function)
    return None


def _differ(old: CodeType, new: CodeType) -> bool:
    return (old.co_code, old.co_names, old.co_varnames) != (new.co_code, new.co_names, new.co_varnames) or any(
        _differ(a, b) if isinstance(a, CodeType) and isinstance(b, CodeType) else (type(a), a) != (type(b), b)
        for a, b in zip(old.co_consts, new.co_consts, strict=False)
    )


def forked(work: Callable[[], Any]) -> Any:
    """The result of work in a process that ends with it; None where it takes too long or dies."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        signal.alarm(PATIENCE * 20 if work.__name__ == "reached" else PATIENCE)
        os.setsid()
        with open(os.devnull, "w") as nothing, redirect_stdout(nothing), redirect_stderr(nothing):  # noqa: PTH123
            os.dup2(nothing.fileno(), 1)
            try:
                told = json.dumps(work())
            except BaseException as error:
                told = json.dumps({"error": repr(error)[:300]})
        with os.fdopen(writer, "w") as pipe:
            pipe.write(told)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None


class Watch:
    """Which functions of our packages are called while something runs."""

    def __init__(self) -> None:
        self.seen: set[Place] = set()

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(str(SOURCE)):
            self.seen.add((frame.f_code.co_filename, frame.f_code.co_qualname.partition(".<locals>")[0]))

    def during(self, work: Callable[[], Any]) -> set[Place]:
        self.seen = set()
        sys.setprofile(self)
        try:
            work()
        finally:
            sys.setprofile(None)
        return self.seen


class PerTest:
    """A plugin: which functions each test reaches, with its fixtures."""

    def __init__(self) -> None:
        self.reached: dict[str, tuple[float, set[Place]]] = {}
        self.watch = Watch()
        self.failed: list[str] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.watch.seen = set()
        began = time.monotonic()
        sys.setprofile(self.watch)
        try:
            return (yield)
        finally:
            sys.setprofile(None)
            self.reached[item.nodeid] = (time.monotonic() - began, self.watch.seen)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


def run_tests(names: Sequence[str], *plugins: object) -> int:
    return int(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "--no-header", *names], plugins=list(plugins)))


class Bench:
    def __init__(self, package: str) -> None:
        self.package = package
        self.worlds = {name: Recorded(WORLDS[name]()) for name in QUICK} if package in REPLAYED else {}
        load_audits()
        for world in self.worlds.values():
            for case in world.cases:
                world.live(case)
        self.expected = {
            (name, case): self.said((name, case)) for name, world in self.worlds.items() for case in world.cases
        }
        print(f"{package}: {len(self.expected)} cases are read", flush=True)
        started = time.monotonic()
        self.cases = self._invert(forked(self.reached))
        print(f"{package}: all cases and tests once, watched: {time.monotonic() - started:.1f} s", flush=True)

    def said(self, case: Case) -> list[str]:
        world = self.worlds[case[0]]
        return verdict(judged(world.world.platform(case[1], world.live), world.live(case[1])))

    def reached(self) -> list[Any]:
        """What every case and every test reaches, and that the tests are green without a mutant."""
        watch = Watch()
        found: list[Any] = []
        for case in self.expected:
            began = time.monotonic()
            places = watch.during(lambda case=case: self.said(case))  # type: ignore[misc]
            found.append((list(case), time.monotonic() - began, sorted(places)))
        tests = PerTest()
        code = run_tests(TESTS[self.package], tests)
        assert code == 0, f"tests are red without a mutant: {tests.failed}"
        return found + [(name, took, sorted(places)) for name, (took, places) in tests.reached.items()]

    @staticmethod
    def _invert(found: Any) -> dict[Place, list[Any]]:
        if not isinstance(found, list):
            raise SystemExit(f"the run without a mutant failed: {found}")
        by_place: dict[Place, list[Any]] = {}
        for name, _, places in sorted(found, key=lambda one: one[1]):
            for path, qualified in places:
                by_place.setdefault((path, qualified), []).append(name)
        return by_place

    def tried(self, mutant: Mutant) -> Tried:
        names = self.cases.get(mutant.place, [])

        def judge() -> str:
            mutant.function.__code__ = mutant.code
            began = time.monotonic()
            for case in ((one[0], one[1]) for one in names if isinstance(one, list)):
                if self.said(case) != self.expected[case]:
                    return "replay"
                if time.monotonic() - began > BUDGET:
                    break
            tests = [one for one in names if isinstance(one, str)]
            return "tests" if tests and run_tests(tests) != 0 else "survived"

        end = forked(judge) if names else "unreached"
        if end is None:
            end = "time"
        elif isinstance(end, dict):
            end = "replay"  # it could not even be judged: an error outside of an audit
        return Tried(mutant.package, mutant.where, mutant.change, end)


def measured(package: str, sample: int, seed: int, minutes: float, before: dict[str, Any]) -> dict[str, Any]:
    """What was killed under this seed before stays killed; the rest is tried, as far as the minutes go."""
    started = time.monotonic()
    bench = Bench(package)
    total, chosen = mutants(package, sample, random.Random(f"{seed} {package}"))
    known = [Tried(**one) for one in before.get("tried", ()) if before["seed"] == seed and one["end"] in KILLED]
    killed = {(one.where, one.change): one for one in known}
    tried = []
    for number, mutant in enumerate(chosen, 1):
        if time.monotonic() - started > 60 * minutes:
            break
        tried.append(killed.get((mutant.where, mutant.change)) or bench.tried(mutant))
        if tried[-1].end in ("survived", "unreached"):
            print(f"{number}/{len(chosen)} {tried[-1].end}: {tried[-1].where}\n{tried[-1].change}", flush=True)
    return {"seed": seed, "mutants": total, "seconds": round(time.monotonic() - started),
            "tried": [asdict(one) for one in tried]}  # fmt: skip


def page(results: dict[str, Any]) -> str:
    reasons = ROOT / "bench" / "mutation.toml"
    known = tomllib.loads(reasons.read_text("utf-8")).get("survivor", []) if reasons.exists() else []
    why = {(one["where"], one["change"].strip()): one["why"] for one in known}
    lines = ["# Small faults in the code that judges, and whether a test sees them", "",
             "Written by `python -m bench.mutation`: mutants of mutmut, a seeded sample of each package,",
             f"held against the saved worlds {', '.join(QUICK)} and the tests of the package.", "",
             "| package | mutants | tried | seed | by replay | by tests | by time | survived | unreached | killed |",
             "|---|---|---|---|---|---|---|---|---|---|"]  # fmt: skip
    left = []
    for package, found in results.items():
        ends = [one["end"] for one in found["tried"]]
        count = {end: ends.count(end) for end in ("replay", "tests", "time", "survived", "unreached")}
        killed = 100 * (count["replay"] + count["tests"] + count["time"]) / max(len(ends), 1)
        figures = " | ".join(str(one) for one in count.values())
        lines.append(f"| {package} | {found['mutants']} | {len(ends)} | {found['seed']} | {figures} | {killed:.0f} % |")
        left += [one for one in found["tried"] if one["end"] in ("survived", "unreached")]
    lines += ["", "## Survivors", ""]
    for one in left:
        reason = why.get((one["where"], one["change"].strip()), "a test is missing")
        lines += [f"- {one['where']} ({one['end']}): {reason}", "",
                  "  ```diff", *(f"  {line}" for line in one["change"].splitlines()), "  ```", ""]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def main(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.mutation")
    parser.add_argument("packages", nargs="*", default=list(TESTS))
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=20260601)
    parser.add_argument("--minutes", type=float, default=600, help="of each package; run again, it goes on from there")
    options = parser.parse_args(words)
    print(f"seed {options.seed}", flush=True)
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    for package in options.packages:
        sample = options.sample or SAMPLES.get(package, 300)
        results[package] = measured(package, sample, options.seed, options.minutes, results.get(package, {}))
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
        (ROOT / "bench" / "mutation.md").write_text(page(results), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
