"""Roles and memberships: stronger, weaker, or of one another."""

from collections.abc import Iterator

from golive.model.catalog import DefaultPrivilege, Membership, Role
from golive.model.claims import Claims
from golive.model.claims.outside import Outside
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, altered, dropped
from golive.prove.ways import way
from golive.server.logins import PROBER, READER
from golive.sqltext.quoting import ident
from golive.twin.build import RIGHTS, STUB, VISITOR

_ATTRIBUTES = ("superuser", "bypassrls", "createrole", "createdb", "replication", "login", "inherit")
OURS = frozenset({PROBER, READER, RIGHTS, STUB, VISITOR})  # who looks is no part of the platform
_STRONG = ("pg_read_all_data", "pg_write_all_data", "pg_read_server_files", "pg_execute_server_program")


@way
def roles(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    ours = [one for one in live.of(Role) if not one.superuser and one.name not in OURS]
    theirs = {one.role for one in claims.of(Outside)}
    for one in ours:
        for attribute in _ATTRIBUTES:
            is_so = getattr(one, attribute)
            if is_so and one.name in theirs:
                continue  # what a role of others loses is theirs to miss
            yield from altered(one, live, f"is {'no more ' if is_so else ''}{attribute}", **{attribute: not is_so})
        for strong in _STRONG:
            yield Defect("role", one.identity, f"is a member of {strong}", f"GRANT {strong} TO {ident(one.name)};")
        for other in ours:
            if other is not one:
                text = f"GRANT {ident(other.name)} TO {ident(one.name)};"
                yield Defect("role", one.identity, f"is a member of {other.name}", text)
    for member in live.of(Membership):
        if not OURS & {member.member, member.role}:
            yield from dropped(member, live)
            yield from altered(member, live, "may give it on", admin=not member.admin)
    for default in live.of(DefaultPrivilege):
        yield from dropped(default, live)
    new = "CREATE ROLE golive_stranger LOGIN BYPASSRLS;"
    yield Defect("role", "golive_stranger", "is there, and bound by no policy", new)
