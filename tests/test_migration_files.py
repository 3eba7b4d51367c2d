"""What stands in migrations/ and in steps/ is held against the history: versions that collide, steps edited later."""

from pathlib import Path

from golive.judge.audit import Findings
from golive.model import questions as q
from golive.model.catalog import Relation, Schema
from golive.model.claims import Claims
from golive.model.claims.history import History
from golive.model.claims.platform import Head
from golive.model.evidence import Attempt, Attempts, Evidence, Named, State
from golive.model.lock import Lock
from golive.model.migrations import learned_history
from golive.model.platform import Platform
from golive.model.snapshot import Server, Snapshot
from golive.model.step import Step, load_steps
from golive.model.target import Dsn
from golive.observe.history import observe_history
from golive.observe.session import reading
from golive.verdict.audits import judge

STEP = {
    "deploy.sql": "-- Why: orders need a table\n-- Phase: schema\n-- Locks: none that blocks\n-- Requires: nothing\n"
    "-- Transaction: one\nCREATE TABLE public.orders (id bigint PRIMARY KEY);\n",
    "verify.sql": "SELECT 'public.orders is there' WHERE to_regclass('public.orders') IS NULL;\n",
    "revert.sql": "DROP TABLE public.orders;\n",
}


def platform_in(folder: Path, steps: tuple[Step, ...] = (), lock: Lock | None = None) -> Platform:
    claims = Claims(platform=Head(name="example", title="Example"), history=(History(tool="supabase"),))
    return Platform(folder, claims, lock, steps=steps, smokes=(), baseline=())


def snapshot(evidence: dict[str, Evidence]) -> Snapshot:
    catalog = {"schema": (Schema("public"),), "relation": (Relation("public.orders", "r"),)}
    return Snapshot(
        Server(170010, "17", "shop", "postgres"), catalog, {q.HISTORIES.of(): Evidence.seen(looked_at=1), **evidence}
    )


def one(platform: Platform, live: Snapshot, code: str) -> Findings:
    return next(judge(platform, live, [code]))


def test_two_files_of_one_version_are_found(tmp_path: Path, database: Dsn) -> None:
    (tmp_path / "migrations").mkdir()
    for name in ("20250131_members.sql", "20250131_roles.sql", "20250201_orders.sql"):
        (tmp_path / "migrations" / name).write_text("SELECT 1;\n")
    platform = platform_in(tmp_path)
    with reading(database) as connection:
        evidence = observe_history(connection, platform, snapshot({}))
    assert evidence[q.HISTORY.of("supabase")].state is State.ABSENT
    found = one(platform, snapshot(evidence), "HIS009").found
    assert [finding.what for finding in found] == ["20250131 is the version of 20250131_members, 20250131_roles"]
    assert one(platform, snapshot(evidence), "HIS010").found[0].where == "supabase_migrations.schema_migrations"


def test_files_that_cannot_be_read_are_unknown(tmp_path: Path, database: Dsn) -> None:
    (tmp_path / "migrations" / "meta").mkdir(parents=True)
    (tmp_path / "migrations" / "meta" / "_journal.json").write_text("{")
    platform = platform_in(tmp_path)
    with reading(database) as connection:
        evidence = observe_history(connection, platform, snapshot({}))
    assert evidence[q.MIGRATIONS.of("drizzle")].state is State.UNKNOWN
    assert one(platform, snapshot(evidence), "HIS009").unknowns


def test_step_that_was_edited_after_it_was_deployed_is_found(tmp_path: Path) -> None:
    step = tmp_path / "steps" / "0001_orders"
    step.mkdir(parents=True)
    for name, text in STEP.items():
        (step / name).write_text(text)
    platform = platform_in(tmp_path, load_steps(tmp_path))
    same = {q.STEP.of("0001_orders"): Evidence.seen(looked_at=1, told=Named(q.DEPLOYED))}
    edited = {q.STEP.of("0001_orders"): Evidence.seen(looked_at=1, told=Named(q.EDITED))}
    assert not one(platform, snapshot(same), "HIS013").found
    assert one(platform, snapshot(edited), "HIS013").found[0].where == "0001_orders"


def told(*rows: tuple[str, str | None, str]) -> Snapshot:
    attempts = Attempts("public._prisma_migrations", tuple(Attempt(*row) for row in rows))
    return snapshot({q.HISTORY.of("prisma"): Evidence.seen(looked_at=len(rows), count=len(rows), told=attempts)})


def test_without_files_the_lock_says_what_was_tested(tmp_path: Path) -> None:
    tested = told(("1_init", "a", "resolved"), ("2_orders", "b", "applied"), ("3_notes", "c", "applied"))
    lock = Lock("example", 170010, {}, history=learned_history(tested))
    platform = platform_in(tmp_path, lock=lock)
    codes = ["HIS001", "HIS004", "HIS005", "HIS006", "HIS008"]
    assert not [finding for code in codes for finding in one(platform, tested, code).found]
    other = told(
        ("1_init", "a", "resolved"),
        ("3_notes", "x", "applied"),
        ("2_orders", "b", "resolved"),
        ("4_hot", "d", "applied"),
    )
    found = {code: [finding.what for finding in one(platform, other, code).found] for code in codes}
    assert found == {
        "HIS001": [],
        "HIS004": ["3_notes was applied with checksum x, the lock has c"],
        "HIS005": ["2_orders was applied after 3_notes, which comes later"],
        "HIS006": ["4_hot was applied and is not in the lock"],
        "HIS008": ["2_orders is marked as applied, and none of its statements was run"],
    }
    less = one(platform, told(("1_init", "a", "resolved"), ("2_orders", "b", "applied")), "HIS001").found
    assert [finding.what for finding in less] == ["3_notes is in the lock and not recorded as applied"]


def test_history_of_the_lock_that_is_gone_is_found(tmp_path: Path, database: Dsn) -> None:
    lock = Lock("example", 170010, {}, history={"prisma": [["1_init", "a", "applied"]]})
    platform = platform_in(tmp_path, lock=lock)
    with reading(database) as connection:
        evidence = observe_history(connection, platform, snapshot({}))
    found = one(platform, snapshot(evidence), "HIS010").found
    assert "public._prisma_migrations" in {finding.where for finding in found}
