"""Extensions: their members belong to them."""

from golive.diff.kinds.base import CRITICAL, HIGH, Altered, Kind, in_catalog
from golive.model.catalog import Extension
from golive.model.snapshot import Snapshot
from golive.rights import grants
from golive.sqltext.quoting import ident, joined, literal

_MEMBER = {
    "function": "FUNCTION",
    "procedure": "PROCEDURE",
    "aggregate": "FUNCTION",
    "table": "TABLE",
    "view": "TABLE",
    "sequence": "SEQUENCE",
    "schema": "SCHEMA",
    "language": "LANGUAGE",
}


class Extensions(Kind[Extension]):
    of = Extension
    missing = HIGH, "its functions, operators and index methods are gone, with what was built on them"
    unexpected = HIGH, "its functions are executable by whoever its defaults allow"
    fields = {
        "opened": (CRITICAL, "functions of the extension are open to roles it came closed to"),
        "made_of": (HIGH, "a member was replaced, or put into it, where no dump and no review of the schema shows it"),
    }

    def alike(self, want: Extension, now: Extension, field: str, locked: Snapshot, observed: Snapshot) -> bool:
        """Servers of two versions each have the version of the extension that they install by themselves.

        What it is made of is compared where both are known, and of one version.
        """
        if field == "made_of":
            return not (want.made_of and now.made_of) or want.version != now.version or want.in_schema != now.in_schema
        usual = want.is_default_version and now.is_default_version
        return field == "version" and usual and locked.server.major != observed.server.major

    def create(self, entry: Extension, locked: Snapshot, observed: Snapshot) -> str | None:
        version = "" if entry.is_default_version else f" VERSION {literal(entry.version)}"
        into = "" if entry.in_schema == "pg_catalog" else f" SCHEMA {ident(entry.in_schema)}"
        return joined(f"CREATE EXTENSION {ident(entry.name)}{into}{version}")

    def alter(
        self, want: Extension, now: Extension, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        made = []
        if "in_schema" in changed:
            made.append(f"ALTER EXTENSION {ident(want.name)} SET SCHEMA {ident(want.in_schema)}")
        if changed & {"version", "is_default_version"} and want.version != now.version:
            made.append(f"ALTER EXTENSION {ident(want.name)} UPDATE TO {literal(want.version)}")
        if changed & {"owner", "made_of"}:
            return None
        if "opened" in changed:
            known, here = dict(map(_member, want.opened)), dict(map(_member, now.opened))
            for member in sorted(known.keys() | here.keys()):
                first = (here.get(member) or known[member])[1]
                kind, _, name = member.partition(" ")
                on = "FOREIGN DATA WRAPPER" if member.startswith("foreign-data wrapper ") else _MEMBER.get(kind)
                if on is None:
                    return None
                name = name.removeprefix("wrapper ") if on == "FOREIGN DATA WRAPPER" else name
                wanted = known[member][0] if member in known else first
                made += grants.statements(f"{on} {name}", wanted, here[member][0] if member in here else first)
        return joined(*made), False

    def drop(self, entry: Extension, observed: Snapshot) -> str | None:
        return joined(f"DROP EXTENSION {ident(entry.name)}")

    def exists(self, entry: Extension) -> str | None:
        return in_catalog("pg_extension", "extname", entry.name)


def _member(entry: str) -> tuple[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    head, _, first = entry.rpartition(", at first ")
    member, _, now = head.rpartition(": ")
    return member, (tuple(now.split()), tuple(first.split()))
