"""The migration history says what was done, and what was done is what the files say."""

from collections.abc import Iterator

from golive.judge.answers import SEES
from golive.judge.audit import Findings, audit
from golive.judge.history import absent, by_hand, could_not_read, descendants, out_of_order, remedy
from golive.model import questions as q
from golive.model.catalog import Relation
from golive.model.claims import Claims
from golive.model.claims.history import History
from golive.model.evidence import State
from golive.model.finding import Severity, command, decision
from golive.model.migration_tools import MIGRATION_TOOLS
from golive.model.migrations import (
    APPLIED,
    OWN,
    Recorded,
    Wanted,
    histories,
    locked_history,
    wanted,
)
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth


def _each(live: Snapshot, findings: Findings) -> Iterator[Recorded]:
    live.asked(q.HISTORIES.of())
    could_not_read(live, findings)
    findings.nothing("no tool keeps a history of migrations here")
    yield from findings.over(histories(live), name=lambda one: f"{one.table} ({len(one.attempts)} rows)")


def _compared(live: Snapshot, platform: Platform, findings: Findings) -> Iterator[tuple[Recorded, Wanted]]:
    for history in _each(live, findings):
        should = wanted(live, platform.lock, history.tool)
        if should is not None and history.tool != OWN:
            yield history, should


@audit("HIS001", Severity.HIGH, Truth.LOCKED)
def test_expected_migrations_are_recorded(live: Snapshot, platform: Platform, findings: Findings) -> None:
    """Every migration of migrations/, or of the lock where there are no files, is recorded as applied.

    The next deployment applies it: onto objects that are there already it fails, and onto a schema that has moved on it
    does harm.
    """
    for history, should in _compared(live, platform, findings):
        if not history.attempts:
            continue  # HIS010 says so
        failing = {one.key for one in history.attempts} - history.applied
        for file in findings.over(should.files, name=lambda one: one.name):
            if not (descendants(should, file) & history.applied) and file.key not in failing:
                findings.add(
                    where=history.table,
                    what=f"{file.name} is in {should.source} and not recorded as applied",
                    why="the next deployment applies it, whether or not what it makes is there already",
                    mend=command(remedy(history.tool, "missing", file.key)),
                )


@audit("HIS002", Severity.CRITICAL, Truth.LAWFUL)
def test_no_migration_is_unfinished(live: Snapshot, findings: Findings) -> None:
    """No recorded migration failed, or began and never ended.

    What it had done until then is in the database, the rest is not, and the tool refuses the next deployment.
    """
    for history in _each(live, findings):
        for key in sorted({one.key for one in history.attempts if one.state == "failed"}):
            findings.add(
                where=history.table,
                what=f"{key} began and did not end",
                why="the schema is somewhere between before and after, and the next deployment stops here",
                mend=command(remedy(history.tool, "failed", key)),
            )


@audit("HIS003", Severity.HIGH, Truth.LAWFUL)
def test_what_was_rolled_back_was_applied_again(live: Snapshot, platform: Platform, findings: Findings) -> None:
    """Every migration that was rolled back was applied after that.

    Marking it so takes nothing back: half of it may stand in the database, and the application expects all of it.
    """
    for history in _each(live, findings):
        should = wanted(live, platform.lock, history.tool)
        last = {one.key: one for one in history.attempts}
        for key, attempt in last.items():
            if attempt.state == "rolled back":
                given_up = should is not None and key not in should.keys
                findings.add(
                    where=history.table,
                    what=f"{key} is marked as rolled back, and was not applied again",
                    why="what it had done until then may still be there, and the rest of it is not",
                    mend=command(remedy(history.tool, "missing", key)),
                    severity=Severity.ADVICE if given_up else Severity.HIGH,
                )


@audit("HIS004", Severity.HIGH, Truth.LOCKED)
def test_applied_migrations_are_those_of_the_files(live: Snapshot, platform: Platform, findings: Findings) -> None:
    """Every recorded migration was applied from the text that its file has, or had when it was locked.

    An edited file is not applied again: this database and the next one that is built from the files differ.
    """
    for history, should in _compared(live, platform, findings):
        sums = {file.key: file.checksum for file in should.files}
        for attempt in history.attempts:
            before = sums.get(attempt.key)
            if attempt.state in APPLIED and before and attempt.checksum and before != attempt.checksum:
                findings.add(
                    where=history.table,
                    what=f"{attempt.key} was applied with checksum {attempt.checksum[:12]}, "
                    f"{should.source} has {before[:12]}",
                    why="what was applied here is not what the file says now",
                    mend=decision(
                        "put the file back as it was applied, and write what changed as a new migration; "
                        + remedy(history.tool, "edited", attempt.key)
                    ),
                )


@audit("HIS005", Severity.HIGH, Truth.LOCKED)
def test_migrations_were_applied_in_order(live: Snapshot, platform: Platform, findings: Findings) -> None:
    """The migrations were applied in the order in which they were tested.

    Two that touch the same object leave another result the other way round, and no checksum shows it.
    """
    for history in _each(live, findings):
        tested = locked_history(platform.lock, history.tool) if history.tool != OWN else None
        should = wanted(live, platform.lock, history.tool)
        order = tuple(one.key for one in tested) if tested is not None else should.keys if should else None
        for key, before in out_of_order(history, order):
            findings.add(
                where=history.table,
                what=f"{key} was applied after {before}, which comes later",
                why="the order was another one when it was tested"
                if order is not None
                else "a database that is built from the files applies them the other way round",
                mend=decision(f"make sure that {key} and what came before it do not touch the same objects"),
                severity=Severity.HIGH if order is not None else Severity.ADVICE,
            )


@audit("HIS006", Severity.HIGH, Truth.LOCKED)
def test_recorded_migrations_are_known(live: Snapshot, platform: Platform, findings: Findings) -> None:
    """Every recorded migration is one of migrations/, or of the lock where there are no files.

    Somebody changed this database by a migration that nobody tested, and the next database will not have it.
    """
    for history, should in _compared(live, platform, findings):
        for key in sorted(history.applied - set(should.keys)):
            findings.add(
                where=history.table,
                what=f"{key} was applied and is not in {should.source}",
                why="what it did was not tested, and a database that is built from the files lacks it",
                mend=decision(f"find its file and add it to the repository, or take back what it did; {key}"),
            )


@audit("HIS007", Severity.HIGH, Truth.LAWFUL)
def test_migrations_were_applied_once(live: Snapshot, findings: Findings) -> None:
    """No migration is recorded as applied twice.

    What it inserts or converts was done twice: rows are doubled, amounts converted again.
    """
    for history in _each(live, findings):
        times: dict[str, int] = {}
        for attempt in history.attempts:
            if attempt.state in APPLIED and not (history.tool == "flyway" and attempt.key.startswith("R__")):
                times[attempt.key] = times.get(attempt.key, 0) + 1
        for key, count in sorted(times.items()):
            if count > 1:
                findings.add(
                    where=history.table,
                    what=f"{key} is recorded as applied {count} times",
                    why="what it writes may be there twice",
                    mend=decision(f"find out whether it ran twice, mend the rows, and keep its first row; {key}"),
                )


@audit("HIS008", Severity.HIGH, Truth.LAWFUL)
def test_applied_migrations_did_something(live: Snapshot, platform: Platform, findings: Findings) -> None:
    """Every migration that is recorded as applied was run by its tool, and not only marked by hand.

    The history is green and what the migration makes may be missing; the first query that needs it fails.
    """
    for history in _each(live, findings):
        tested = {one.key: one.state for one in locked_history(platform.lock, history.tool) or ()}
        for key in by_hand(history, tested):
            findings.add(
                where=history.table,
                what=f"{key} is marked as applied, and none of its statements was run",
                why="what it makes may be missing, and the tool will not make it any more",
                mend=decision(
                    "compare the database with what the migration says; if something is missing, run it: "
                    + remedy(history.tool, "resolved", key)
                ),
                severity=Severity.ADVICE if tested.get(key) == "resolved" else Severity.HIGH,
            )


@audit("HIS009", Severity.HIGH, Truth.DECLARED)
def test_versions_of_migrations_are_unique(live: Snapshot, findings: Findings) -> None:
    """Every file of migrations/ has a version of its own.

    The tool keeps one row per version: it applies one of the two and takes the other for done, or fails.
    """
    live.asked(q.HISTORIES.of())
    findings.nothing("there are no files in migrations/")
    for tool, evidence in q.MIGRATIONS.answers(live):
        if evidence.state is State.UNKNOWN:
            findings.unknown("migrations/", evidence.note, decision(f"put the files of {tool} in order"))
            continue
        should = wanted(live, None, tool)
        names: dict[str, list[str]] = {}
        for file in findings.over(should.files if should else (), name=lambda one: one.name):
            names.setdefault(file.key, []).append(file.name)
        for key, files in sorted(names.items()):
            if len(files) > 1:
                findings.add(
                    where=f"migrations/{files[0]}",
                    what=f"{key} is the version of {', '.join(files)}",
                    why=f"{tool} keeps one row for it: one of them is never applied, or the deployment fails",
                    mend=decision("give the one that is not applied anywhere yet a later version"),
                )


@audit("HIS010", Severity.HIGH, Truth.DECLARED)
def test_history_is_there(live: Snapshot, platform: Platform, findings: Findings) -> None:
    """Every tool that is claimed, locked or has files in migrations/ keeps its history in this database.

    A schema without its history was pushed, not migrated: the first real deployment starts at the beginning and fails.
    """
    live.asked(q.HISTORIES.of())
    could_not_read(live, findings)
    findings.nothing("no history is claimed or locked, and there are no files in migrations/")
    findings.look(*(tool for tool, _ in q.HISTORY.answers(live)))
    tables = [one for one in live.of(Relation) if one.is_table]
    for tool, table, empty in absent(live, platform.lock):
        there = [one for one in tables if one.identity != table]
        findings.add(
            where=table,
            what=f"{table} {'is empty' if empty else 'does not exist'}"
            + (", and the tables are there: the schema was pushed ('db push'), not migrated" if there else ""),
            why=f"{tool} applies every migration from the first on, onto tables that are there"
            if there
            else f"nothing was migrated here by {tool}",
            mend=command(remedy(tool, "pushed" if there else "missing", "…")),
        )


@audit("HIS011", Severity.HIGH, Truth.LAWFUL)
def test_one_tool_migrates(live: Snapshot, claims: Claims, platform: Platform, findings: Findings) -> None:
    """One tool migrates this database, and every other history in it is claimed or was locked.

    Two tools do not know of each other: each takes the other's changes for drift, and one day for something to drop.
    """
    live.asked(q.HISTORIES.of())
    could_not_read(live, findings)
    found = {one.table: one.tool for one in histories(live) if one.tool != OWN and one.attempts}
    findings.look(*found)
    if not found:
        findings.nothing("no tool keeps a history of migrations here")
    if len(set(found.values())) < 2:
        return
    claimed = {claim.tool for claim in claims.of(History)}
    unclaimed = sorted(table for table, tool in found.items() if tool not in claimed)
    if not unclaimed or (not claimed and len(unclaimed) < 2):
        return
    known = {one.identity for one in platform.lock.snapshot.of(Relation)} if platform.lock else set()
    findings.add(
        where=unclaimed[-1],
        what="several tools keep a history here: "
        + ", ".join(f"{tool} in {table}" for table, tool in sorted(found.items())),
        why="each takes what the other made for drift",
        mend=decision("claim the ones that are meant with [[history]], and drop the table of the one that is not used"),
        severity=Severity.ADVICE if set(found) <= known else Severity.HIGH,
    )


@audit("HIS012", Severity.HIGH, Truth.LAWFUL)
def test_times_of_migrations_are_possible(live: Snapshot, findings: Findings) -> None:
    """No migration ended before it began, and none lies in the future.

    Such a row was written by hand or by another clock: what it says of the migration is not what happened.
    """
    for history in _each(live, findings):
        for attempt in history.attempts:
            for flag in attempt.flags:
                findings.add(
                    where=history.table,
                    what=f"{attempt.key} {flag}",
                    why="the row was written by hand, or the clock was wrong",
                    mend=decision(f"find out whether {attempt.key} was really applied, and correct its row"),
                )


@audit("HIS013", Severity.HIGH, Truth.DECLARED)
def test_deployed_steps_are_those_of_the_folder(live: Snapshot, platform: Platform, findings: Findings) -> None:
    """Every step that our own ledger knows as deployed was deployed from the text that its folder has now.

    A step that was edited afterwards does not run again: this database and the next one differ.
    """
    live.asked(q.HISTORIES.of())
    findings.nothing("the platform has no steps")
    for step in findings.over(platform.steps, name=lambda one: one.name):
        if q.STEP.word(live.asked(q.STEP.of(step.name))) == q.EDITED:
            findings.add(
                where=step.name,
                what=f"{step.name} was edited after it was deployed",
                why="what it says now was never run here",
                mend=decision("put the step back as it was, and write what changed as a new step"),
            )


@audit("HIS014", Severity.HIGH, Truth.LAWFUL)
def test_no_deployment_holds_its_lock(live: Snapshot, findings: Findings) -> None:
    """No migration tool's lock is held.

    A deployment that died left it: the next one waits for it for ever, or refuses, in the window of the go-live.
    """
    live.asked(q.HISTORIES.of())
    findings.nothing("no tool that keeps a lock migrates here")
    for name, evidence in q.HISTORY_LOCK.answers(live):
        tool, _, table = name.partition(":")
        findings.look(table)
        lock = MIGRATION_TOOLS[tool].lock
        if evidence.state is not State.SEEN:
            findings.unknown(table, f"could not look: {evidence.note}", command(SEES))
        elif evidence.count and lock:
            findings.add(
                where=table,
                what=f"the lock of {MIGRATION_TOOLS[tool].title} is held",
                why="the next deployment does not begin, and who held it may have ended in the middle of a migration",
                mend=command(f"{lock.mend}, once no deployment runs and HIS002 is green"),
            )
