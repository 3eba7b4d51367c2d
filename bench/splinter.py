"""What the laws say in each situation that splinter's own tests make: python bench/splinter.py CHECKOUT [--hosted].

CHECKOUT is a clone of supabase/splinter; nothing of it is kept here. Wherever one of its lints answers, the statements
before it are run in a database of their own and the laws are asked, with the claims that scan infers. Told is what they
say beyond the empty fixture. `--hosted` grants as the hoster does: ALL on every new table to anon and authenticated,
not SELECT to PUBLIC.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Composed, Identifier

from golive.infer import infer
from golive.judge.audit import AUDITS, FUNCTIONS, LookedAtNothing
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.finding import Finding
from golive.model.platform import Platform
from golive.model.target import Dsn
from golive.model.truth import Truth
from golive.server import Server, choose
from golive.sqltext.quoting import ident
from golive.sqltext.statements import split
from golive.testing.look import observe
from golive.verdict.audits import judge, load_audits

_ASKED = re.compile(r"(?is)^\s*select\b.*\blint\.")
_SAVED = re.compile(r"(?is)^\s*savepoint\s+(\w+)")
_BACK = re.compile(r"(?is)^\s*rollback\s+to\s+savepoint\s+(\w+)")
_FRAME = re.compile(r"(?is)^\s*(begin|rollback)\b")
_REMARKS = re.compile(r"(?m)^\s*--.*\n")
HOSTED = """
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT ON TABLES FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated;
"""


def situations(text: str) -> Iterator[tuple[str, ...]]:
    """The statements before each question, as far as they are not taken back."""
    done: list[str] = []
    saved: dict[str, int] = {}
    for statement in split(text):
        said = _REMARKS.sub("", statement.text)
        if _ASKED.match(said):
            yield tuple(done)
        elif found := _SAVED.match(said):
            saved[found[1]] = len(done)
        elif found := _BACK.match(said):
            del done[saved[found[1]] :]
        elif said.strip() and not _FRAME.match(said):
            done.append(re.sub(r"(?i)^\s*set\s+local\b", "SET", said))


def run(dsn: Dsn, *statements: str) -> None:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        for one in statements:
            connection.execute(one.encode())


def told(dsn: Dsn) -> dict[str, Finding]:
    bare = Platform(Path(), Claims(platform=Head(name="x", title="X")), None, steps=(), smokes=(), baseline=())
    live = observe(dsn, bare, {})
    platform = replace(bare, claims=infer(live).claims("x"))
    found: dict[str, Finding] = {}
    for code, audit in AUDITS.items():
        if audit.truth is not Truth.LAWFUL or code not in FUNCTIONS:
            continue
        try:
            for each in judge(platform, live, [code]):
                found |= {f"{one.code} {one.where} {one.what}": one for one in each.found}
        except LookedAtNothing:
            continue
    return found


def answers(dsn: Dsn, lint: str, statements: tuple[str, ...]) -> tuple[str, int]:
    """The level of the lint and how often it answers, in the session that made the situation."""
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        for one in statements:
            connection.execute(one.encode())
        connection.execute("SET search_path = ''")
        rows = connection.execute(Composed([SQL("SELECT level FROM lint."), Identifier(lint)])).fetchall()
        return (rows[0][0] if rows else ""), len(rows)


def main(checkout: Path, *, hosted: bool) -> None:
    load_audits()
    fixture = (checkout / "test/fixtures.sql").read_text() + (HOSTED if hosted else "")
    with choose("embedded").launch() as server:
        run(server.dsn("postgres"), *[one for one in fixture.split(";\n") if "create role" in one])
        server.create_database("fixture")
        run(server.dsn("fixture"), re.sub(r"create role \w+;", "", fixture))
        empty = told(server.dsn("fixture"))
        for path in sorted((checkout / "test/sql").glob("00*.sql")):
            one_lint(server, checkout, path, empty)


def roles(server: Server) -> set[str]:
    with psycopg.connect(server.dsn("postgres").reveal(), autocommit=True) as connection:
        return {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}


def one_lint(server: Server, checkout: Path, path: Path, empty: dict[str, Finding]) -> None:
    lint, before = path.stem, roles(server)
    for number, statements in enumerate(situations(path.read_text()), 1):
        server.clone("fixture", "situation")
        dsn = server.dsn("situation")
        try:
            run(dsn, (checkout / "lints" / f"{lint}.sql").read_text())
            level, times = answers(dsn, lint, statements)
            ours = [one for key, one in told(dsn).items() if key not in empty]
        except psycopg.Error as error:
            print(f"{lint} {number}: cannot be made here: {str(error).splitlines()[0]}")
            continue
        finally:
            server.drop("situation")
            run(server.dsn("postgres"), *(f"DROP ROLE {ident(one)}" for one in roles(server) - before))
        if times or "-v" in sys.argv:
            said = sorted({f"{one.code} {one.severity}" for one in ours})
            print(f"{lint} {number}: {level or '-'} {times}; ours: {', '.join(said) or '-'}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), hosted="--hosted" in sys.argv)
