"""Types, replication, foreign data, event triggers, comments and the rest, as the lock has them."""

from golive.diff import create_table as table
from golive.model.catalog import Comment, EventTrigger, Foreign, OtherObject, Publication, Type
from golive.rights import grants
from golive.sqltext.quoting import ident, in_database, joined, literal

_NOT_MADE_ALONE = ("OPERATOR CLASS", "OPERATOR FAMILY")


_WITHOUT_OWNER = ("CAST", "TEXT SEARCH PARSER", "TEXT SEARCH TEMPLATE", "TRANSFORM", "ACCESS METHOD")


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
        text = f"CREATE SERVER {name}{kind}{version} FOREIGN DATA WRAPPER {ident(entry.wrapper)}"
        text += table.options(entry.options)
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
