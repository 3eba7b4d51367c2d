"""A step that cannot be trusted is refused before anything connects, in one line that says where."""

from collections.abc import Callable
from typing import Any

import pytest

from golive.model.errors import WrongUse
from golive.model.step import Phase

GOOD = ("CREATE TABLE public.t ();", "SELECT 'no' WHERE false", "DROP TABLE public.t;")


def test_reads_a_step(folder: Any) -> None:
    folder.step(
        "0001_first",
        "CREATE TABLE public.t ();",
        "SELECT 'no' WHERE false;",
        "DROP TABLE public.t;",
        Lock_Timeout="200ms",
        Statement_Timeout="2min",
        Loses="SELECT count(*) FROM public.t",
        Why="The runbook forgot it.\n--   And more.",
    )
    folder.step("0002_second", *GOOD, Requires="0001_first", Phase="validation", Transaction="none")
    first, second = folder.steps()
    assert (first.name, first.number, first.phase, first.transactional) == (
        "0001_first",
        1,
        Phase.SCHEMA,
        True,
    )
    assert first.why == "The runbook forgot it. And more."
    assert (first.lock_timeout_ms, first.statement_timeout_ms) == (200, 120_000)
    assert first.loses == "SELECT count(*) FROM public.t"
    assert (second.requires, second.transactional) == (("0001_first",), False)
    assert first.checksum != second.checksum


def test_every_byte_counts_in_the_checksum(folder: Any) -> None:
    folder.step("0001_first", *GOOD)
    (before,) = folder.steps()
    for part in ("deploy", "verify", "revert"):
        path = folder.path / f"steps/0001_first/{part}.sql"
        path.write_text(path.read_text() + "\n")
        (after,) = folder.steps()
        assert after.checksum != before.checksum
        before = after


def test_a_platform_without_steps_has_none(folder: Any) -> None:
    assert folder.steps() == ()


def test_a_migration_may_be_all_there_is_to_deploy(folder: Any) -> None:
    folder.write("migrations/20250101_x/migration.sql", "CREATE TABLE t ();")
    folder.step("0001_first", "", *GOOD[1:], Migration="20250101_x")
    (step,) = folder.steps()
    assert step.migration is not None
    assert step.migration.text == "CREATE TABLE t ();"


def test_a_residue_may_be_all_there_is_to_revert(folder: Any) -> None:
    folder.step("0001_first", GOOD[0], GOOD[1], "-- a label of an enum stays\n", Residue="the label")
    assert folder.steps()[0].residue == "the label"


def test_reads_a_command(folder: Any) -> None:
    folder.write(
        "steps/0001_tool/command.toml",
        'why = "w"\nphase = "schema"\nlocks = "all"\nrequires = []\nargv = ["npx", "prisma"]\n'
        'dsn_variable = "DATABASE_URL"\ntimeout = "5min"\n',
    )
    folder.write("steps/0001_tool/verify.sql", GOOD[1])
    (step,) = folder.steps()
    assert step.command is not None
    assert (step.command.argv, step.command.timeout_s) == (("npx", "prisma"), 300)


def spoil(path: str, text: str | bytes) -> Callable[[object], None]:
    return lambda folder: folder.write(path, text)  # type: ignore[attr-defined]


def header(old: str, new: str) -> Callable[[object], None]:
    def change(folder: Any) -> None:
        path = folder.path / "steps/0001_first/deploy.sql"
        path.write_text(path.read_text().replace(old, new))

    return change


def remove(path: str) -> Callable[[object], None]:
    return lambda folder: (folder.path / path).unlink()  # type: ignore[attr-defined]


def link(path: str, target: str) -> Callable[[object], None]:
    def change(folder: Any) -> None:
        (folder.path / path).unlink()
        (folder.path / path).symlink_to(target)

    return change


DEPLOY, VERIFY, REVERT = (f"steps/0001_first/{part}.sql" for part in ("deploy", "verify", "revert"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(remove(VERIFY), "verify.sql: is missing", id="no-verify"),
        pytest.param(remove(REVERT), "revert.sql: is missing", id="no-revert"),
        pytest.param(spoil("steps/0001_first/verfiy.sql", ""), "did you mean 'verify.sql'", id="misspelt-file"),
        pytest.param(spoil("steps/notes.txt", ""), "notes.txt: is no step", id="no-step"),
        pytest.param(spoil("steps/1_x/deploy.sql", ""), "1_x: is no step; a step is a folder named", id="bad-name"),
        pytest.param(
            header("-- Locks: none that blocks\n", ""),
            "deploy.sql:1: header field 'Locks' is missing",
            id="no-field",
        ),
        pytest.param(
            header("-- Locks", "-- Lokcs"),
            "deploy.sql:3: unknown header field 'Lokcs' (did you mean 'Locks'?)",
            id="misspelt-field",
        ),
        pytest.param(
            header("-- Why: The test needs it.", "-- Why:"),
            "deploy.sql:1: header field 'Why' is empty",
            id="empty-field",
        ),
        pytest.param(header("-- Locks:", "-- Why: again\n-- Locks:"), "'Why' stands there twice", id="field-twice"),
        pytest.param(
            header("schema", "shema"),
            "deploy.sql:2: Phase is 'shema' (did you mean 'schema'?); allowed: schema, backfill",
            id="bad-phase",
        ),
        pytest.param(header(": one", ": two"), "Transaction is 'two'; allowed: one, none", id="bad-transaction"),
        pytest.param(
            header(": nothing", ": 0000_none"),
            "requires '0000_none'; only earlier steps",
            id="unknown-requirement",
        ),
        pytest.param(
            header(": nothing", ": 0001_first"),
            "requires '0001_first'; only earlier steps",
            id="requires-itself",
        ),
        pytest.param(
            header(": one", ": one\n-- Lock-Timeout: 5"),
            "Lock-Timeout is '5'; the form is 200ms",
            id="bad-time",
        ),
        pytest.param(header(": one", ": one\n-- Loses: all rows"), "deploy.sql:6:1: is no query", id="bad-loses"),
        pytest.param(
            header(": one", ": one\n-- Migration: ../../etc/passwd"),
            "Migration is '../../etc/passwd'",
            id="traversal",
        ),
        pytest.param(header(": one", ": one\n-- Migration: 2025_x"), "no migration '2025_x'", id="unknown-migration"),
        pytest.param(spoil(VERIFY, "\ufeffSELECT 'x'"), "verify.sql:1: begins with a byte order mark", id="bom"),
        pytest.param(
            spoil(VERIFY, "SELECT 1,\r\n2"), "verify.sql:1: has a carriage return; convert it: sed", id="crlf"
        ),
        pytest.param(spoil(VERIFY, b"SELECT\n'\xff'"), "verify.sql:2: byte 0xff is no UTF-8", id="not-utf8"),
        pytest.param(spoil(VERIFY, "-- nothing"), "verify.sql:1: has 0 statements", id="verify-of-comments"),
        pytest.param(spoil(VERIFY, "SELECT 1;\nSELECT 2"), "verify.sql:2: has 2 statements", id="two-verifies"),
        pytest.param(spoil(VERIFY, "DELETE FROM public.t"), "verify.sql:1: is no query", id="verify-writes"),
        pytest.param(spoil(REVERT, "-- nothing"), "revert.sql:1: has no statement", id="empty-revert"),
        pytest.param(spoil(REVERT, "DROP TABLE x;\nCOMMIT;"), "revert.sql:2: COMMIT ends or leaves", id="commit"),
        pytest.param(spoil(REVERT, "begin;"), "revert.sql:1: BEGIN ends or leaves", id="begin"),
        pytest.param(spoil(REVERT, "\\i other.sql"), "revert.sql:1: a backslash outside quotes", id="psql"),
        pytest.param(spoil(REVERT, "SELECT 'x"), "revert.sql:1: a quote ' is never closed", id="open-quote"),
        pytest.param(spoil(REVERT, "DO $a$"), "revert.sql:1: the dollar quote $a$ is never closed", id="open-dollar"),
        pytest.param(spoil(REVERT, "VACUUM public.t"), "refuses it inside a transaction", id="vacuum"),
        pytest.param(spoil(REVERT, "DROP INDEX CONCURRENTLY public.i"), "refuses it inside", id="concurrently"),
        pytest.param(spoil(REVERT, "COPY public.t FROM STDIN"), "COPY with the client's stream", id="copy"),
        pytest.param(link(VERIFY, "/etc/passwd"), "verify.sql: leads out of the platform folder", id="symlink"),
    ],
)
def test_refuses_in_one_line(folder: Any, change: Any, said: str) -> None:
    folder.step("0001_first", *GOOD)
    change(folder)
    with pytest.raises(WrongUse) as caught:
        folder.steps()
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_numbers_are_unique(folder: Any) -> None:
    folder.step("0001_first", *GOOD)
    folder.step("0001_other", *GOOD)
    with pytest.raises(WrongUse, match="0001_other: has the number of 0001_first"):
        folder.steps()


def test_phases_never_go_back(folder: Any) -> None:
    folder.step("0001_first", *GOOD, Phase="seeds")
    folder.step("0002_other", *GOOD)
    with pytest.raises(WrongUse, match="is of phase schema after 0001_first of phase seeds"):
        folder.steps()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("argv = []", "argv is []; it is a list of texts"),
        ('argvs = ["x"]', "unknown key 'argvs' (did you mean 'argv'?)"),
        ('argv = ["x"]\ncwd = "../.."', "cwd is '../..'; a folder inside the platform folder"),
        ('argv = ["x"]\nphase = 3', "phase is 3; it is a text"),
        ("argv = [", "the file must be TOML"),
    ],
)
def test_refuses_a_bad_command(folder: Any, line: str, said: str) -> None:
    phase = "" if "phase" in line else 'phase = "schema"\n'
    folder.write(
        "steps/0001_tool/command.toml",
        f'why = "w"\n{phase}locks = "all"\nrequires = []\ndsn_variable = "D"\ntimeout = "5s"\n{line}\n',
    )
    folder.write("steps/0001_tool/verify.sql", GOOD[1])
    with pytest.raises(WrongUse) as caught:
        folder.steps()
    assert said in str(caught.value)
