"""Two dumps of a schema are compared object by object."""

import re

from golive.migrate.dump_options import carried
from golive.sqltext.canonical import restored

# Lines of a dump that say nothing of an object, or say again who owns it; versions of pg_dump differ in them.
SESSION = (
    "statement_timeout|lock_timeout|idle_in_transaction_session_timeout|transaction_timeout|client_encoding"
    "|standard_conforming_strings|check_function_bodies|xmloption|client_min_messages|row_security"
)
NOISE = re.compile(
    rf"^(?:-- Dumped (?:from|by) .*|\\(?:un)?restrict .*|SET (?:{SESSION}) = .*;"
    r"|SELECT pg_catalog\.set_config\('search_path', '', false\);|ALTER [A-Z ]+ .* OWNER TO .*;)$",
    re.M,
)
DATA = {"MATERIALIZED VIEW DATA"}  # a refresh, which is no definition
# PostgreSQL 16 stopped naming the relation of a column where there is only one.
REWRITTEN = ("view ", "materialized view ", "rule ")
ENTRY = re.compile(r"^--\n-- (?:Data for )?Name: (.*); Type: (.*); Schema: (.*); Owner: (.*)\n--\n", re.M)

Definitions = dict[str, str]


def definitions(dump: str) -> Definitions:
    """Each object of a schema's dump by what it is, with the SQL that makes it."""
    dump = b"".join(carried(dump.encode("utf-8", "surrogateescape").splitlines(keepends=True), [])).decode(
        "utf-8", "surrogateescape"
    )
    text = NOISE.sub("", dump.partition("\n--\n-- PostgreSQL database dump complete")[0])
    found: Definitions = {}
    parts = ENTRY.split(text)
    for name, kind, schema, owner, sql in zip(*(parts[n::5] for n in range(1, 6)), strict=True):
        if kind in DATA:
            continue
        where = f"{kind.lower()} {name}" if schema == "-" else f"{kind.lower()} {schema}.{name}"
        found[where] = found.get(where, "") + f"owner {owner}\n{sql.strip()}\n"
    return found


def definition_differences(wanted: Definitions, found: Definitions, same_version: bool) -> list[str]:
    """Objects that are missing, that were not there, or that read otherwise."""
    told = [f"{each} is missing" for each in wanted if each not in found]
    told += [f"{each} is not in the backup" for each in found if each not in wanted]
    for each in wanted:
        now = found.get(each, wanted[each])
        if (
            now != wanted[each]
            and restored(now) != restored(wanted[each])
            and (same_version or not each.startswith(REWRITTEN))
        ):
            told.append(f"{each} reads otherwise")
    return told
