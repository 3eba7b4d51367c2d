"""The built-in platforms as an answer key: what golive learn drafts of a certified database, against what was written.

    python bench/answer_key.py [NAME ...] [--sample]

By platform and kind of claim: written by hand, drafted right (and active), drafted otherwise, not drafted, and what was
drafted beside it. Keys are compared, not prose; keys of credentials are given by variable. --sample judges the sound
sample and its planted defects by the drafted claims, with the tenancy confirmed.
"""

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from golive.app.confirm import by_flags, confirm
from golive.app.learn import learn
from golive.model.json_paths import name_of
from golive.model.platform import BUILT_IN, load_platform
from golive.run.rehearse import migrated_database
from golive.server import choose
from golive.testing.look import observe
from golive.testing.spoil import judged, planted, read_defects

TESTS = Path(__file__).parents[1] / "tests"
BARRED = ("tenancy", "identity", "members", "credential", "reference", "tree", "schedule", "token", "feed", "history",
          "outside", "rows")  # fmt: skip
LISTED = ("item", "rule", "promotion", "variable")
AS_OF = datetime(2026, 6, 1, 12, tzinfo=UTC)
SAMPLE_KEY = {"ENCRYPTION_KEY": "b7f1c02e9d3a4856af10be27d49c83e5"}
Slots = dict[tuple[str, ...], str]  # what is said of: what is said


def slots(kind: str, claim: Mapping[str, Any]) -> Slots:
    """One claim as places and what stands in them; a place can be filled rightly, otherwise or not at all."""
    match kind:
        case "tenancy":
            return dict(_of_tenancy(claim))
        case "identity":
            carried = {**claim.get("settings", {}), **{k: str(v) for k, v in claim.get("claims", {}).items()}}
            return {(claim["role"],): "role", **{(claim["role"], name): value for name, value in carried.items()}}
        case "credential":
            place = (claim["table"], claim["column"], str(claim["format"][0].get("iv", "")))
            form = claim["format"][0]
            return {place: "sealed", (*place, "cipher"): form["cipher"], (*place, "variable"): form["variable"]}
        case "reference":
            return {(claim["table"], claim["column"], name_of(claim.get("path") or "$")): claim["to"]}
        case "tree":
            return {(claim["table"], claim.get("parent", "parent_id")): "tree"}
        case "schedule" | "token":
            return {(claim["table"], claim["column"]): kind}
        case "feed":
            return {(claim["feeds"],): claim["sequence"]}
        case "history":
            return {(claim["tool"],): "history"}
        case "outside":
            return {(claim.get("schema", ""), claim.get("role", "")): "outside"}
        case "rows":
            return {(claim["table"],): claim.get("per_tenant", "")}
    return {}


def _of_tenancy(claim: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    yield ("key",), claim.get("key", "id")
    yield from (((name,), claim[name]) for name in ("root", "enforced_by", "active") if name in claim)
    yield from ((("columns", name), "column") for name in claim["columns"])
    yield from ((("place", table), "shared") for table in claim.get("shared", ()))
    yield from ((("nullable", table), "nullable") for table in claim.get("nullable", ()))
    for name in ("own", "shared_rows"):
        yield from (((name, table), value) for table, value in claim.get(name, {}).items())
    yield from ((("place", table), f"through {value}") for table, value in claim.get("through", {}).items())


def members(claim: Mapping[str, Any]) -> Slots:
    said = claim.get("members", {})
    return {(name,): said.get(name, "true") for name in ("table", "tenant", "user", "where")} if said else {}


def by_hand(folder: Path) -> dict[str, Slots]:
    said = tomllib.loads((folder / "platform.toml").read_text(encoding="utf-8"))
    found: dict[str, Slots] = {kind: {} for kind in BARRED}
    for kind in BARRED:
        several = said.get(kind, [])
        for claim in several if isinstance(several, list) else [several]:
            found[kind] |= slots(kind, claim)
    found["members"] = members(said.get("tenancy", {}))
    return found


def compare(name: str) -> Counter[tuple[str, str]]:
    """By kind and outcome."""
    written = by_hand(BUILT_IN / name)
    said = tomllib.loads((BUILT_IN / name / "platform.toml").read_text(encoding="utf-8"))
    environ = {key: value for one in said.get("credential", ()) for key, value in one.get("embedded", {}).items()}
    drafted: dict[str, Slots] = {kind: {} for kind in BARRED}
    active: set[tuple[str, tuple[str, ...]]] = set()
    with migrated_database(BUILT_IN / name) as dsn, TemporaryDirectory() as scratch:
        learned = learn(dsn, Path(scratch) / name, environ)
        assert learned.proposals is not None
        for one in learned.proposals.proposals:
            for kind, found in ((one.kind, slots(one.kind, one.claim)), ("members", members(one.claim))):
                drafted.setdefault(kind, {}).update(found)
                active |= {(kind, place) for place in found if one.sure}
    counts: Counter[tuple[str, str]] = Counter()
    for kind in BARRED:
        for place, value in written[kind].items():
            theirs = drafted[kind].get(place)
            outcome = "not drafted" if theirs is None else "right" if alike(kind, value, theirs) else "otherwise"
            counts[kind, "by hand"] += 1
            counts[kind, outcome] += 1
            counts[kind, f"{outcome}, active"] += (kind, place) in active
            if outcome != "right":
                print(f"  {name} {kind} {' '.join(place)}: {value!r}, {outcome} {theirs or ''}", file=sys.stderr)
        beside = drafted[kind].keys() - written[kind].keys()
        counts[kind, "beside"] += len(beside)
        counts[kind, "beside, active"] += sum((kind, place) in active for place in beside)
    for kind in LISTED:
        several = said.get(kind, [])
        counts[kind, "by hand"] += len(several) if isinstance(several, list) else 1
    return counts


def alike(kind: str, value: str, other: str) -> bool:
    return other == value or (kind == "reference" and other == "")


COLUMNS = (
    "by hand",
    "right",
    "right, active",
    "otherwise",
    "otherwise, active",
    "not drafted",
    "beside",
    "beside, active",
)


def table(name: str, counts: Counter[tuple[str, str]]) -> None:
    print(f"\n{name:12}" + "".join(f"{title:>19}" for title in COLUMNS))
    for kind in (*BARRED, *LISTED):
        if counts[kind, "by hand"] or counts[kind, "beside"]:
            print(f"{kind:12}" + "".join(f"{counts[kind, title]:19}" for title in COLUMNS))
    whole = {title: sum(counts[kind, title] for kind in BARRED) for title in COLUMNS}
    hand, wrong = max(whole["by hand"], 1), whole["otherwise, active"]
    active = max(whole["right, active"] + wrong, 1)
    print(
        f"barred kinds: {whole['by hand']} by hand, drafted {(whole['right'] + whole['otherwise']) / hand:.0%}"
        f" (right {whole['right'] / hand:.0%}), right and active {whole['right, active'] / hand:.0%},"
        f" of the active otherwise {wrong / active:.0%}"
    )


def sample() -> None:
    """The sample by the drafted claims as they are."""
    named = tomllib.loads((TESTS / "defects" / "named.toml").read_text(encoding="utf-8"))
    with choose("embedded").launch() as server, TemporaryDirectory() as scratch:
        dsn, folder = server.create_database("sample"), Path(scratch) / "sample"
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for path in load_platform(TESTS / "platforms" / "sample").baseline:
                connection.execute(path.read_bytes())
        learn(dsn, folder, SAMPLE_KEY)
        confirm(folder, by_flags(["tenancy"], []), print)
        platform = load_platform(folder)
        sound = judged(platform, observe(dsn, platform, SAMPLE_KEY, AS_OF))
        print("sound sample:", [f"{one.code} {one.where}" for one in sound.blocking], sound.unknown, sound.broken)
        classes: dict[str, list[bool]] = {}
        for defect in read_defects(TESTS / "defects"):
            if defect.name[0] in "RFXW":
                with planted(server, "sample", defect) as spoilt:
                    said = judged(platform, observe(spoilt, platform, SAMPLE_KEY, AS_OF))
                seen = bool(said.naming(named[defect.name]))
                classes.setdefault(defect.name[0], []).append(seen)
                if not seen:
                    print(f"  {defect}: {[(one.code, one.where) for one in said.blocking]}")
        print({name: f"{sum(seen)} of {len(seen)}" for name, seen in classes.items()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=[])
    parser.add_argument("--sample", action="store_true")
    options = parser.parse_args()
    names = options.names or (
        [] if options.sample else sorted(path.name for path in BUILT_IN.iterdir() if path.is_dir())
    )
    every: Counter[tuple[str, str]] = Counter()
    for name in names:
        counts = compare(name)
        every += counts
        table(name, counts)
    if len(names) > 1:
        table("all", every)
    if options.sample:
        sample()


if __name__ == "__main__":
    main()
