"""A function, procedure or aggregate as the lock has it."""

from golive.model.catalog import Function
from golive.rights import grants
from golive.sqltext.quoting import dollar, ident, joined, literal

_LISTS = ("search_path", "temp_tablespaces", "session_preload_libraries", "local_preload_libraries")


def routine(entry: Function) -> str:
    return {"p": "PROCEDURE", "a": "AGGREGATE"}.get(entry.prokind, "FUNCTION")


def function_definition(entry: Function) -> str:
    """CREATE OR REPLACE, with every attribute that is not PostgreSQL's default."""
    name = ".".join(ident(part) for part in entry.path)
    if entry.prokind == "a":
        return f"CREATE OR REPLACE AGGREGATE {name}({entry.arguments or '*'}) ({entry.aggregate})"
    lines = [f"CREATE OR REPLACE {routine(entry)} {name}({entry.arguments})"]
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


def function(entry: Function) -> str:
    on = f"{'PROCEDURE' if entry.prokind == 'p' else 'FUNCTION'} {entry.identity}"
    definition = function_definition(entry)
    checked = entry.prokind in "fpw" and not entry.sql_body
    return joined(
        "SET check_function_bodies = off" if checked else "",
        definition,
        "RESET check_function_bodies" if checked else "",
        f"ALTER {routine(entry)} {entry.identity.replace('()', '(*)') if entry.prokind == 'a' else entry.identity} "
        f"OWNER TO {ident(entry.owner)}",
        *grants.statements(on, entry.grants, ("PUBLIC=EXECUTE",), owner=entry.owner, full="EXECUTE"),
    )


def config_value(entry: str) -> tuple[str, str]:
    """name=value as SET takes it; a list is quoted part by part."""
    name, _, value = entry.partition("=")
    if name not in _LISTS:
        return name, literal(value)
    parts = [part.strip() for part in value.split(",")]
    return name, ", ".join(literal(part[1:-1].replace('""', '"') if part[:1] == '"' else part) for part in parts)
