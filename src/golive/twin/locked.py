"""A twin without a target: the structure that a lock holds, made statement by statement on a walled server."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

import psycopg
from psycopg import sql

from golive.diff.compare import compare
from golive.diff.difference import Change
from golive.diff.wording import named
from golive.model.catalog import CatalogObject, Extension, Index, Relation, Role, Schema
from golive.model.finding import MendKind
from golive.model.lock import Lock
from golive.model.target import Dsn
from golive.observe.session import connect
from golive.server import Server
from golive.sql import fill
from golive.sqltext.statements import split
from golive.twin.build import BUILDER, NAME, STUB, Twin, server_of, stand_for_superusers, visitor_of
from golive.twin.faithful import catalog_of, made_for_it, on_stubs
from golive.twin.signatures import declares
from golive.twin.stubs import Standing, laid_asleep, stood_in, touched, without_options
from golive.twin.wall import HARMLESS, walled_object

ROUNDS = 6  # what is made shows what is missing still
_OF_THE_SERVER = "plpgsql"  # belongs to who made the server
_NO_ROLE = re.compile(r'role "(?P<name>.+)" does not exist')


@dataclass(frozen=True, slots=True)
class Made:
    """What a lock's structure became."""

    twin: Twin
    stubs: tuple[str, ...]  # what stands in for objects of others
    differs: tuple[str, ...]  # from what the lock says, apart from what the wall takes


@contextmanager
def twin_of_lock(lock: Lock) -> Iterator[Made]:
    with server_of(lock.learned_on // 10000) as server:
        yield _made(lock, server)


def _made(lock: Lock, server: Server) -> Made:
    dsn = server.create_database(NAME)
    stubs = {named(one): None for several in lock.outside.values() for one in several if one.relation is None}
    with connect(dsn, autocommit=True) as builder:
        builder.execute(fill("twin/builder.sql"))
        available = frozenset(
            row[0] for row in builder.execute("SELECT name FROM pg_catalog.pg_available_extensions").fetchall()
        )
        held, holes = _held(lock)
        standing = _standing(builder, dsn, held, available)
        wanted, taken = _walled(held, server.major, available, standing)
        for _ in range(ROUNDS):
            told = compare(wanted, catalog_of(dsn, walled=False), made_for_it).differences
            made = [one.mend.text for one in told
                    if one.change is not Change.UNEXPECTED and one.mend.kind is MendKind.SQL]  # fmt: skip
            done, failed, roles = _run(builder, [text for mend in made for text in _statements(mend)])
            stubs |= {f"role {one}": None for one in roles}
            if not done:
                break
        _disowned(builder)
    laid_asleep(dsn, standing.names)
    last = catalog_of(dsn, walled=False)
    with connect(server.admin, autocommit=True) as admin:
        visitor = visitor_of(admin, dsn, [STUB, *(one.name for one in last.of(Role) if not made_for_it(one))])
        there = {one.name for one in last.of(Role)}
        every = (one for one in (*lock.outside.get(Role.kind, ()), *lock.snapshot.of(Role)) if one.name in there)
        stand_for_superusers(admin, {one.name: one.superuser for one in every if isinstance(one, Role)})
    schemas = {one.name for one in lock.outside.get(Schema.kind, ())}

    def theirs(one: CatalogObject) -> bool:
        follows = isinstance(one, Index) and one.schema in schemas
        return made_for_it(one) or follows or (isinstance(one, Role) and f"role {one.name}" in stubs)

    twin = Twin(server, dsn, visitor, taken, tuple(failed), tuple(standing.names), touched(dsn, standing.names))
    differs = tuple(
        one.what
        for one in compare(wanted, last, theirs).differences
        if (one.kind, one.where) != (Extension.kind, _OF_THE_SERVER) and not on_stubs(one, wanted.snapshot, twin)
    )
    stands_in = (*stubs, *(f"extension {name}" for name in standing.names))
    return Made(twin, stands_in, (*holes, *differs))


def _standing(builder: psycopg.Connection[Any], dsn: Dsn, lock: Lock, available: frozenset[str]) -> Standing:
    """Extensions that are not here, before anything that is made of them; rights in them name roles."""
    missing = [one for one in lock.stubs if one.name not in HARMLESS & available]
    if missing:
        for role in (*lock.outside.get(Role.kind, ()), *lock.snapshot.of(Role)):
            with suppress(psycopg.errors.DuplicateObject):
                builder.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role.name)))
    known = [replace(one, statements=tuple(filter(declares, one.statements))) for one in missing]
    standing = stood_in(dsn, BUILDER, known)
    standing.left_out += [
        f"{text.splitlines()[0][:120]}: is no declaration (extension {one.name})"
        for one in missing
        for text in one.statements
        if not declares(text)
    ]
    return standing


def _held(lock: Lock) -> tuple[Lock, tuple[str, ...]]:
    """Without what hangs on a relation that somebody took out of the lock: it can be made nowhere, and is told once."""
    both = (*lock.outside.get(Relation.kind, ()), *lock.objects.get(Relation.kind, ()))
    there = {one.identity for one in both}
    holes = Counter(on for several in lock.objects.values() for one in several if (on := _on(one)) and on not in there)
    objects = {kind: tuple(one for one in several if _on(one) not in holes) for kind, several in lock.objects.items()}
    told = (f"{name} is not in the lock, and {n:,} objects that are hang on it" for name, n in sorted(holes.items()))
    return replace(lock, objects=objects), tuple(told)


def _on(one: CatalogObject) -> str | None:
    return one.table if isinstance(one, Index) else one.relation


def _walled(lock: Lock, major: int, available: frozenset[str], standing: Standing) -> tuple[Lock, tuple[str, ...]]:
    """What was locked and what stands in for others, without what the wall keeps out."""
    objects: dict[str, tuple[CatalogObject, ...]] = {}
    taken: list[str] = []
    for kind in dict.fromkeys((*lock.objects, *lock.outside)):
        both = {one.identity: one for one in (*lock.outside.get(kind, ()), *lock.objects.get(kind, ()))}
        known = (one for name, one in sorted(both.items()) if kind != Extension.kind or name not in standing.names)
        walled = [walled_object(_plain(one, standing), major, available) for one in known]
        objects[kind] = tuple(one for one, _ in walled if one is not None)
        taken += [said for _, said in walled if said]
    return replace(lock, objects=objects), (*taken, *standing.left_out)


def _plain(one: CatalogObject, standing: Standing) -> CatalogObject:
    """An index without the options that a method which stands in does not know."""
    if not isinstance(one, Index):
        return one
    (text,) = without_options([f"{one.definition};".encode()], standing.methods)
    return replace(one, definition=text.decode().removesuffix(";"))


def _statements(mend: str) -> Iterator[str]:
    for one in split(mend):
        if one.words[:2] not in (("SET", "CHECK_FUNCTION_BODIES"), ("RESET", "CHECK_FUNCTION_BODIES")):
            yield one.text


def _run(builder: psycopg.Connection[Any], statements: Sequence[str]) -> tuple[int, list[str], list[str]]:
    """As often as one more of them works: policies and keys of a table name tables that come later.

    How many worked, why the others did not, and the roles that had to be made for them.
    """
    roles: list[str] = []
    left, done = list(statements), 0
    while left:
        failed: dict[str, str] = {}
        more = False
        for text in left:
            try:
                builder.execute(text.encode())
            except psycopg.Error as error:
                failed[text] = f"{error.diag.message_primary}: {text.splitlines()[0]}"
                if missing := _NO_ROLE.search(error.diag.message_primary or ""):
                    builder.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(missing["name"])))
                    roles.append(missing["name"])
                    more = True
        done += len(left) - len(failed)
        if len(failed) == len(left) and not more:
            return done, list(failed.values()), roles
        left = [text for text in left if text in failed]
    return done, [], roles


def _disowned(builder: psycopg.Connection[Any]) -> None:
    owner = sql.Identifier(STUB)
    builder.execute(sql.SQL("CREATE ROLE {}").format(owner))
    for (statement,) in _rows(builder, fill("twin/disown.sql", owner=sql.SQL(STUB))):
        builder.execute(statement.encode())


def _rows(builder: psycopg.Connection[Any], query: Any) -> Iterable[tuple[str]]:
    return builder.execute(query).fetchall()
