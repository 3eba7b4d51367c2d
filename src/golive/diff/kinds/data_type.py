"""Enums, composites, domains and ranges."""

from golive.diff.kinds.base import HIGH, Altered, Kind, by_name
from golive.diff.kinds.ddl import owned
from golive.model.catalog import Type
from golive.model.snapshot import Snapshot
from golive.rights import grants
from golive.sqltext.quoting import ident, joined, literal


class Types(Kind[Type]):
    of = Type
    missing = HIGH, "columns and casts that name it fail"
    unexpected = HIGH, "a type of that name may be taken for the tested one"
    changed = HIGH, "values are accepted, ordered or refused differently"
    fields = {"labels": (HIGH, "rows with the missing label are refused, and comparisons follow another order")}

    def create(self, entry: Type, locked: Snapshot, observed: Snapshot) -> str | None:
        match entry.typtype:
            case "e":
                text = f"CREATE TYPE {entry.identity} AS ENUM ({', '.join(literal(label) for label in entry.labels)})"
            case "c":
                text = f"CREATE TYPE {entry.identity} AS ({', '.join(entry.attributes)})"
            case "d":
                text = f"CREATE DOMAIN {entry.identity} AS {entry.base}"
                text += f" COLLATE {entry.collation}" if entry.collation else ""
                text += f" DEFAULT {entry.default}" if entry.default else ""
                text += " NOT NULL" if entry.not_null else ""
            case "r":
                text = (
                    f"CREATE TYPE {entry.identity} AS RANGE ({', '.join((f'SUBTYPE = {entry.base}', *entry.options))})"
                )
            case _:
                return None
        word = _word(entry)
        return joined(
            text,
            *(f"ALTER DOMAIN {entry.identity} ADD CONSTRAINT {constraint}" for constraint in entry.constraints),
            f"ALTER {word} {entry.identity} OWNER TO {ident(entry.owner)}",
            *grants.statements(
                f"{word} {entry.identity}", entry.grants, ("PUBLIC=USAGE",), owner=entry.owner, full="USAGE"
            ),
        )

    def alter(self, want: Type, now: Type, changed: frozenset[str], locked: Snapshot, observed: Snapshot) -> Altered:
        word = _word(want)
        made = []
        if changed & {"typtype", "base", "options", "collation"}:
            return None
        if "labels" in changed:
            added = _labels(want, now)
            if added is None:
                return None
            made += added
        if "not_null" in changed:
            made.append(f"ALTER DOMAIN {want.identity} {'SET' if want.not_null else 'DROP'} NOT NULL")
        if "default" in changed:
            made.append(
                f"ALTER DOMAIN {want.identity} " + (f"SET DEFAULT {want.default}" if want.default else "DROP DEFAULT")
            )
        if "constraints" in changed:
            made += [
                f"ALTER DOMAIN {want.identity} DROP CONSTRAINT {entry.split(' CHECK ')[0]}"
                for entry in now.constraints
                if entry not in want.constraints
            ]
            made += [
                f"ALTER DOMAIN {want.identity} ADD CONSTRAINT {entry}"
                for entry in want.constraints
                if entry not in now.constraints
            ]
        lossy = False
        if "attributes" in changed:
            here = {entry.split(" ")[0]: entry for entry in now.attributes}
            wanted = {entry.split(" ")[0]: entry for entry in want.attributes}
            if list(here) != list(wanted) and not set(here) < set(wanted):
                return None
            lossy = True
            for name, entry in wanted.items():
                if name not in here:
                    made.append(f"ALTER TYPE {want.identity} ADD ATTRIBUTE {entry}")
                elif entry != here[name]:
                    made.append(
                        f"ALTER TYPE {want.identity} ALTER ATTRIBUTE {name} TYPE {entry.removeprefix(name + ' ')}"
                    )
        if changed & {"owner", "grants"}:
            made.append(owned(f"{word} {want.identity}", want, now, "USAGE"))
        return joined(*made), lossy

    def drop(self, entry: Type, observed: Snapshot) -> str | None:
        return joined(f"DROP {_word(entry)} {entry.identity}")

    def exists(self, entry: Type) -> str | None:
        return by_name("to_regtype", entry.identity)


def _word(entry: Type) -> str:
    return "DOMAIN" if entry.typtype == "d" else "TYPE"


def _labels(want: Type, now: Type) -> list[str] | None:
    """Labels can be added in their place; they cannot be dropped or moved."""
    if tuple(label for label in want.labels if label in now.labels) != now.labels:
        return None
    made = []
    for at, label in enumerate(want.labels):
        if label not in now.labels:
            place = (
                f" AFTER {literal(want.labels[at - 1])}"
                if at
                else f" BEFORE {literal(now.labels[0])}"
                if now.labels
                else ""
            )
            made.append(f"ALTER TYPE {want.identity} ADD VALUE {literal(label)}{place}")
    return made
