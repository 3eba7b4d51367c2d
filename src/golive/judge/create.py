"""The statement that makes a missing object as the lock has it; None where a person has to decide."""

from golive.judge import create_table as table
from golive.judge import grants
from golive.judge.sqltext import dollar, ident, in_database, joined, literal
from golive.model.catalog import (
    CatalogObject,
    Column,
    Comment,
    Constraint,
    DefaultPrivilege,
    EventTrigger,
    Extension,
    Foreign,
    Function,
    Index,
    Membership,
    OtherObject,
    ParameterGrant,
    Policy,
    Publication,
    Relation,
    Role,
    Rule,
    Schema,
    Sequence,
    Setting,
    Statistics,
    SystemGrant,
    Trigger,
    Type,
    UserMapping,
)
from golive.model.snapshot import Snapshot

_LISTS = ("search_path", "temp_tablespaces", "session_preload_libraries", "local_preload_libraries")
_NOT_MADE_ALONE = ("OPERATOR CLASS", "OPERATOR FAMILY")
_WITHOUT_OWNER = ("CAST", "TEXT SEARCH PARSER", "TEXT SEARCH TEMPLATE", "TRANSFORM", "ACCESS METHOD")


def create(entry: CatalogObject, locked: Snapshot, observed: Snapshot) -> str | None:
    match entry:
        case Relation():
            return table.relation(entry, locked)
        case Column():
            kind = table.form(locked.get(Relation, entry.relation or "") or Relation(entry.identity, "r"))
            own = [found for found in locked.of(Sequence) if found.owned_by == entry.identity and not found.of_identity]
            return joined(
                *(table.owned_sequence(found)[0] for found in own),
                f"ALTER {kind} {entry.relation} ADD COLUMN {table.column_definition(entry, locked)}",
                *(table.owned_sequence(found)[1] for found in own),
                *grants.column_statements(entry.relation or "", entry.name, entry.grants, ()),
            )
        case Constraint():
            return joined(_room_for(entry, observed), table.constraint_definition(entry))
        case Index():
            return _index(entry)
        case Trigger():
            return joined(*table.trigger_definition(entry))
        case Policy():
            return joined(table.policy_definition(entry))
        case Rule():
            return joined(entry.definition, table.rule_enabled(entry) if entry.enabled != "O" else "")
        case Statistics():
            return joined(entry.definition, f"ALTER STATISTICS {entry.identity} OWNER TO {ident(entry.owner)}")
        case Sequence():
            return sequence(entry)
        case Function():
            return function(entry)
        case Type():
            return type_(entry)
        case Schema():
            return joined(
                f"CREATE SCHEMA {entry.identity} AUTHORIZATION {ident(entry.owner)}",
                *grants.statements(
                    f"SCHEMA {entry.identity}", entry.grants, (), owner=entry.owner, full="CREATE,USAGE"
                ),
            )
        case Extension():
            version = "" if entry.is_default_version else f" VERSION {literal(entry.version)}"
            into = "" if entry.in_schema == "pg_catalog" else f" SCHEMA {ident(entry.in_schema)}"
            return joined(f"CREATE EXTENSION {ident(entry.name)}{into}{version}")
        case Role():
            return joined(f"CREATE ROLE {entry.identity} {role_options(entry)}")
        case Membership():
            return joined(membership(entry, observed))
        case Setting():
            return setting(entry)
        case DefaultPrivilege():
            return default_privilege(entry, grants.builtin(entry))
        case SystemGrant():
            return joined(*grants.system_statements(entry.on, entry.identity, entry.grants, entry.initial))
        case ParameterGrant():
            return joined(*grants.statements(f"PARAMETER {entry.identity}", entry.grants, ()))
        case Publication():
            return publication(entry)
        case EventTrigger():
            return event_trigger(entry)
        case Foreign():
            return foreign(entry)
        case Comment():
            return comment(entry)
        case OtherObject():
            return other(entry)
        case UserMapping():
            return None
    return None


def _room_for(entry: Constraint, observed: Snapshot) -> str:
    """A plain index that took the constraint's name has to go first."""
    squatter = observed.get(Index, f"{(entry.relation or '').rpartition('.')[0]}.{ident(entry.name)}")
    if entry.type in "pux" and squatter is not None and not squatter.constraint:
        return f"DROP INDEX {squatter.identity}"
    return ""


def _index(entry: Index) -> str:
    attach = f"ALTER INDEX {entry.parent} ATTACH PARTITION {entry.identity}" if entry.parent else ""
    cluster = f"ALTER TABLE {entry.table} CLUSTER ON {ident(entry.name)}" if entry.clustered else ""
    return joined(table.index_definition(entry), attach, cluster)


def sequence(entry: Sequence) -> str:
    return joined(
        table.sequence_definition(entry),
        f"ALTER SEQUENCE {entry.identity} OWNER TO {ident(entry.owner)}",
        f"ALTER SEQUENCE {entry.identity} OWNED BY {entry.owned_by}" if entry.owned_by else "",
        *grants.statements(
            f"SEQUENCE {entry.identity}", entry.grants, (), owner=entry.owner, full=grants.SEQUENCE_RIGHTS
        ),
    )


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


def type_(entry: Type) -> str | None:
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
            text = f"CREATE TYPE {entry.identity} AS RANGE ({', '.join((f'SUBTYPE = {entry.base}', *entry.options))})"
        case _:
            return None
    word = type_word(entry)
    return joined(
        text,
        *(f"ALTER DOMAIN {entry.identity} ADD CONSTRAINT {constraint}" for constraint in entry.constraints),
        f"ALTER {word} {entry.identity} OWNER TO {ident(entry.owner)}",
        *grants.statements(
            f"{word} {entry.identity}", entry.grants, ("PUBLIC=USAGE",), owner=entry.owner, full="USAGE"
        ),
    )


def type_word(entry: Type) -> str:
    return "DOMAIN" if entry.typtype == "d" else "TYPE"


def role_options(entry: Role) -> str:
    flags = {
        "LOGIN": entry.login,
        "SUPERUSER": entry.superuser,
        "INHERIT": entry.inherit,
        "CREATEROLE": entry.createrole,
        "CREATEDB": entry.createdb,
        "REPLICATION": entry.replication,
        "BYPASSRLS": entry.bypassrls,
    }
    words = [word if on else f"NO{word}" for word, on in flags.items()]
    words.append(f"CONNECTION LIMIT {entry.connection_limit}")
    words.append(f"VALID UNTIL {literal(entry.valid_until or 'infinity')}")
    return " ".join(words)


def membership(entry: Membership, observed: Snapshot) -> str:
    text = f"GRANT {ident(entry.role)} TO {ident(entry.member)}"
    if observed.server.major < 16:
        return text + (" WITH ADMIN OPTION" if entry.admin else "")
    flags = {"ADMIN": entry.admin, "INHERIT": entry.inherit, "SET": entry.set}
    return f"{text} WITH {', '.join(f'{word} {str(on).upper()}' for word, on in flags.items())}"


def setting(entry: Setting, *, reset: bool = False) -> str | None:
    if entry.value.startswith("hidden (") and not reset:
        return None
    name, value = config_value(f"{entry.setting}={entry.value}")
    custom = ".".join(ident(part) for part in name.split("."))
    change = f"RESET {custom}" if reset else f"SET {custom} TO {value}"
    percent = change.replace("%", "%%")
    match entry.scope:
        case "database":
            return in_database(f"ALTER DATABASE %I {percent}")
        case "role":
            return joined(f"ALTER ROLE {ident(entry.role) if entry.role else 'ALL'} {change}")
    who = ident(entry.role).replace("%", "%%")
    return in_database(f"ALTER ROLE {who} IN DATABASE %I {percent}")


def default_privilege(entry: DefaultPrivilege, observed: tuple[str, ...]) -> str:
    where = f" IN SCHEMA {ident(entry.in_schema)}" if entry.in_schema else ""
    prefix = f"ALTER DEFAULT PRIVILEGES FOR ROLE {ident(entry.role)}{where} "
    return joined(*grants.statements(entry.objects, entry.grants, observed, prefix=prefix))


def publication(entry: Publication) -> str:
    return joined(
        f"CREATE PUBLICATION {entry.identity}{published(entry)} WITH ({publication_options(entry)})",
        f"ALTER PUBLICATION {entry.identity} OWNER TO {ident(entry.owner)}",
    )


def published(entry: Publication) -> str:
    if entry.all_tables:
        return " FOR ALL TABLES"
    parts = [f"TABLE {name}" for name in entry.tables] + [f"TABLES IN SCHEMA {name}" for name in entry.schemas]
    return f" FOR {', '.join(parts)}" if parts else ""


def publication_options(entry: Publication) -> str:
    text = (
        f"publish = {literal(', '.join(entry.operations))}, publish_via_partition_root = {str(entry.via_root).lower()}"
    )
    return text + (
        f", publish_generated_columns = {entry.generated_columns}" if entry.generated_columns != "none" else ""
    )


def event_trigger(entry: EventTrigger) -> str:
    when = f" WHEN TAG IN ({', '.join(literal(tag) for tag in entry.tags)})" if entry.tags else ""
    return joined(
        f"CREATE EVENT TRIGGER {entry.identity} ON {entry.event}{when} EXECUTE FUNCTION {entry.function}",
        f"ALTER EVENT TRIGGER {entry.identity} OWNER TO {ident(entry.owner)}",
        event_trigger_enabled(entry) if entry.enabled != "O" else "",
    )


def event_trigger_enabled(entry: EventTrigger) -> str:
    word = {"O": "ENABLE", "D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}[entry.enabled]
    return f"ALTER EVENT TRIGGER {entry.identity} {word}"


def foreign(entry: Foreign) -> str | None:
    if any(option.endswith("=hidden") for option in entry.options):
        return None
    name = ident(entry.name)
    if entry.form == "SERVER":
        kind = f" TYPE {literal(entry.type)}" if entry.type else ""
        version = f" VERSION {literal(entry.version)}" if entry.version else ""
        text = f"CREATE SERVER {name}{kind}{version} FOREIGN DATA WRAPPER {ident(entry.wrapper)}{table.options(entry.options)}"
    else:
        handler = f" HANDLER {entry.handler}" if entry.handler else ""
        validator = f" VALIDATOR {entry.validator}" if entry.validator else ""
        text = f"CREATE FOREIGN DATA WRAPPER {name}{handler}{validator}{table.options(entry.options)}"
    return joined(
        text,
        f"ALTER {entry.form} {name} OWNER TO {ident(entry.owner)}",
        *grants.statements(foreign_target(entry), entry.grants, (), owner=entry.owner, full="USAGE"),
    )


def foreign_target(entry: Foreign) -> str:
    return f"{'FOREIGN SERVER' if entry.form == 'SERVER' else entry.form} {ident(entry.name)}"


def comment(entry: Comment) -> str:
    if entry.on == "DATABASE":
        return in_database(f"COMMENT ON DATABASE %I IS {literal(entry.text).replace('%', '%%')}")
    return joined(table.comment(entry))


def other(entry: OtherObject) -> str | None:
    if entry.form in _NOT_MADE_ALONE:
        return None
    name, text = entry.object, entry.definition
    owner = f"ALTER {entry.form} {name} OWNER TO {ident(entry.owner)}" if entry.form not in _WITHOUT_OWNER else ""
    match entry.form:
        case "OPERATOR":
            return joined(f"CREATE OPERATOR {name.partition('(')[0]} {text}", owner)
        case "TEXT SEARCH CONFIGURATION":
            head, *mappings = text.split("; ")
            return joined(
                f"CREATE {entry.form} {name} {head}",
                *(f"ALTER {entry.form} {name} ADD MAPPING FOR {mapping}" for mapping in mappings),
                owner,
            )
        case "LANGUAGE":
            trusted = "TRUSTED " if text.startswith("TRUSTED ") else ""
            return joined(f"CREATE {trusted}LANGUAGE {name} {text.removeprefix('TRUSTED ')}", owner)
        case "CONVERSION":
            default = "DEFAULT " if text.endswith(" (default)") else ""
            return joined(f"CREATE {default}CONVERSION {name} {text.removesuffix(' (default)')}", owner)
        case "CAST":
            return joined(f"CREATE CAST {name} {text}")
        case "TRANSFORM":
            return joined(
                f"CREATE TRANSFORM {name.replace(' on language ', ' LANGUAGE ')} {text}".replace(
                    "TRANSFORM for", "TRANSFORM FOR"
                )
            )
    return joined(f"CREATE {entry.form} {name} {text}", owner)
