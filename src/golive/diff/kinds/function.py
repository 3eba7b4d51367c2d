"""Functions, procedures and aggregates."""

from golive.diff.kinds.base import CRITICAL, HIGH, Altered, Kind, by_name
from golive.diff.kinds.ddl import taken_over
from golive.model.catalog import Function
from golive.model.snapshot import Snapshot
from golive.rights import grants
from golive.sqltext.quoting import config_value, dollar, ident, joined, literal


class Functions(Kind[Function]):
    of = Function
    missing = HIGH, "triggers, policies and queries that call it fail"
    unexpected = HIGH, "nobody tested it, and who may execute it was decided by a default"
    changed = HIGH, "whatever calls it gets something else than was tested"
    fields = {
        "security_definer": (CRITICAL, "it runs with the rights of its owner instead of its caller's, or the reverse"),
        "leakproof": (CRITICAL, "it is evaluated before the policies and can show the rows they hide"),
        "volatility": (CRITICAL, "a plan may keep one tenant's result for the next, or compute it for every row"),
        "config": (CRITICAL, "without its search_path a caller decides which objects it works on"),
        "owner": (CRITICAL, "a security definer runs with its owner's rights, and its owner may rewrite it"),
        "trusted": (CRITICAL, "its language can leave the database"),
        "language": (CRITICAL, "another program stands under its name"),
    }

    def create(self, entry: Function, locked: Snapshot, observed: Snapshot) -> str | None:
        definition = function_definition(entry)
        checked = entry.prokind in "fpw" and not entry.sql_body
        return joined(
            "SET check_function_bodies = off" if checked else "",
            definition,
            "RESET check_function_bodies" if checked else "",
            f"ALTER {_routine(entry)} {_signature(entry)} OWNER TO {ident(entry.owner)}",
            *grants.statements(
                _granted_on(entry), entry.grants, ("PUBLIC=EXECUTE",), owner=entry.owner, full="EXECUTE"
            ),
        )

    def alter(
        self, want: Function, now: Function, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        if "prokind" in changed or "result" in changed or ("arguments" in changed and want.prokind != "a"):
            return self.anew(want, now, locked, observed, lossy=True)
        made = []
        if changed - {"owner", "grants"}:
            made.append(function_definition(want))
        if "owner" in changed:
            made.append(f"ALTER {_routine(want)} {want.identity} OWNER TO {ident(want.owner)}")
        if changed & {"owner", "grants"}:
            made += taken_over(_granted_on(want), want.grants, now.grants, want.owner, now.owner, "EXECUTE")
        return joined(*made), False

    def drop(self, entry: Function, observed: Snapshot) -> str | None:
        return joined(f"DROP {_routine(entry)} {_signature(entry)}")

    def exists(self, entry: Function) -> str | None:
        return by_name("to_regprocedure", entry.identity)


def _routine(entry: Function) -> str:
    return {"p": "PROCEDURE", "a": "AGGREGATE"}.get(entry.prokind, "FUNCTION")


def _signature(entry: Function) -> str:
    return entry.identity.replace("()", "(*)") if entry.prokind == "a" else entry.identity


def _granted_on(entry: Function) -> str:
    return f"{'PROCEDURE' if entry.prokind == 'p' else 'FUNCTION'} {entry.identity}"


def function_definition(entry: Function) -> str:
    """CREATE OR REPLACE, with every attribute that is not PostgreSQL's default."""
    name = ".".join(ident(part) for part in entry.path)
    if entry.prokind == "a":
        return f"CREATE OR REPLACE AGGREGATE {name}({entry.arguments or '*'}) ({entry.aggregate})"
    lines = [f"CREATE OR REPLACE {_routine(entry)} {name}({entry.arguments})"]
    if entry.prokind != "p":
        lines.append(f"RETURNS {entry.result}")
    lines.append(f"LANGUAGE {ident(entry.language)}")
    words = [entry.volatility.upper()] if entry.volatility != "volatile" else []
    words += ["WINDOW"] if entry.prokind == "w" else []
    words += ["STRICT"] if entry.strict else []
    words += ["LEAKPROOF"] if entry.leakproof else []
    words += ["SECURITY DEFINER"] if entry.security_definer else []
    words += [f"PARALLEL {entry.parallel.upper()}"] if entry.parallel != "unsafe" else []
    words += [f"COST {entry.cost:g}"] if entry.cost != (1 if entry.language in ("c", "internal") else 100) else []
    words += [f"ROWS {entry.rows:g}"] if entry.result.startswith(("SETOF", "TABLE")) and entry.rows != 1000 else []
    words += [f"SUPPORT {entry.support}"] if entry.support else []
    lines += [" ".join(words)] if words and entry.prokind != "p" else []
    lines += ["SECURITY DEFINER"] if entry.prokind == "p" and entry.security_definer else []
    lines += [f"SET {name_of} TO {value}" for name_of, value in map(config_value, entry.config)]
    if entry.sql_body:
        lines.append(entry.sql_body)
    elif entry.library:
        lines.append(f"AS {literal(entry.library)}, {literal(entry.body)}")
    else:
        lines.append(f"AS {dollar(entry.body)}")
    return "\n".join(lines)
