"""Names of PostgreSQL objects: quoted as the server quotes them, split as it splits them."""

import re
from functools import lru_cache

_PART = r'(?:[a-z_][a-z0-9_$]*|"(?:[^"\x00]|"")+")'
_QUALIFIED = re.compile(rf"^{_PART}(?:\.{_PART}){{1,2}}$")
_SPLIT = re.compile(_PART)
_PLAIN = re.compile(r"^[a-z_][a-z0-9_]*$")
# Words that stand for something else unless quoted (pg_get_keywords, all but the unreserved, 14 to 18).
_KEYWORDS = frozenset(
    """
    all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both
    case cast char character check coalesce collate collation column concurrently constraint create cross
    current_catalog current_date current_role current_schema current_time current_timestamp current_user dec
    decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign
    freeze from full grant greatest group grouping having ilike in initially inner inout int integer
    intersect interval into is isnull join json json_array json_arrayagg json_exists json_object
    json_objectagg json_query json_scalar json_serialize json_table json_value lateral leading least left
    like limit localtime localtimestamp merge_action national natural nchar none normalize not notnull null
    nullif numeric offset on only or order out outer overlaps overlay placing position precision primary
    real references returning right row select session_user setof similar smallint some substring symmetric
    system_user table tablesample then time timestamp to trailing treat trim true union unique user using
    values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists
    xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
    """.split()  # noqa: SIM905
)


def is_qualified(name: str) -> bool:
    return _QUALIFIED.match(name) is not None


@lru_cache(maxsize=1 << 16)  # every audit asks for the same names again
def parts(name: str) -> tuple[str, ...]:
    """The parts of a qualified name, unquoted."""
    return tuple(part[1:-1].replace('""', '"') if part[0] == '"' else part for part in _SPLIT.findall(name))


def quoted(*names: str) -> str:
    """The name as quote_ident writes it: quoted only where it must be."""
    return ".".join(
        name if _PLAIN.match(name) and name not in _KEYWORDS else '"' + name.replace('"', '""') + '"' for name in names
    )


def whole(name: tuple[str, ...]) -> tuple[str, ...]:
    """A name without a schema stands in public."""
    return name if len(name) > 1 else ("public", *name)
