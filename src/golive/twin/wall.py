"""What of a target never comes into a twin, because it reaches out of a database or makes others do so.

The server itself is enclosed as well (`golive.server.enclosure`): this holds inside PostgreSQL, that one outside.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from golive.model.catalog import (
    CatalogObject,
    EventTrigger,
    Extension,
    Foreign,
    Function,
    Membership,
    Role,
    Setting,
    Subscription,
    UserMapping,
)
from golive.server.properties import Properties
from golive.server.roles import Roles
from golive.sqltext.statements import Statement

# They work on values and rows alone. Any other extension is left out or stood in for, whatever it is.
HARMLESS = frozenset({
    "amcheck", "autoinc", "bloom", "btree_gin", "btree_gist", "citext", "cube", "dict_int", "dict_xsyn",
    "earthdistance", "fuzzystrmatch", "hstore", "insert_username", "intagg", "intarray", "isn", "lo", "ltree",
    "moddatetime", "pg_trgm", "pgcrypto", "pgstattuple", "plpgsql", "plpgsql_check", "refint", "seg", "tablefunc",
    "tcn", "tsm_system_rows", "tsm_system_time", "unaccent", "uuid-ossp", "vector",
})  # fmt: skip
# Entries of a dump that connect to somewhere, or are somebody's right to do so.
_NEVER = ("EVENT TRIGGER", "FOREIGN DATA WRAPPER", "SERVER", "USER MAPPING", "FOREIGN TABLE", "SUBSCRIPTION",
          "SUBSCRIPTION TABLE", "PROCEDURAL LANGUAGE", "SECURITY LABEL")  # fmt: skip
_NEVER_MADE = (EventTrigger, Foreign, Subscription, UserMapping)
_OUTWARD = frozenset({"pg_execute_server_program", "pg_read_server_files", "pg_write_server_files"})
_LOADING = re.compile(r"(session|local|shared)_preload_libraries|dynamic_library_path|extension_control_path|jit.*|"
                      r"archive_.*|restore_command|.*_cleanup_command|ssl_.*|primary_conninfo")  # fmt: skip
# What a mend may not make here either: the first words of statements, and words anywhere in them.
_OUTWARD_FIRST = (("ALTER", "SYSTEM"), ("LOAD",), ("CREATE", "SERVER"), ("CREATE", "USER", "MAPPING"),
                  ("CREATE", "FOREIGN"), ("CREATE", "SUBSCRIPTION"), ("CREATE", "EVENT", "TRIGGER"),
                  ("CREATE", "LANGUAGE"), ("CREATE", "TRUSTED"), ("ALTER", "SERVER"), ("ALTER", "SUBSCRIPTION"),
                  ("ALTER", "USER", "MAPPING"), ("SECURITY", "LABEL"))  # fmt: skip
_OUTWARD_WORDS = frozenset({"SUPERUSER", "REPLICATION", "PROGRAM"})
_LANGUAGES = frozenset({"SQL", "PLPGSQL"})
_ENTRY = re.compile(r"\d+; (?P<catalog>\d+) (?P<oid>\d+) (?P<what>.+)")
_FUNCTIONS = "1255"  # the catalog that an entry is of


def walled_roles(roles: Roles, major: int) -> tuple[Roles, tuple[str, ...]]:
    """Without what reaches the server's account, its files, its programs or other servers; and what was taken."""
    taken = [f"role {one['name']} is no superuser here" for one in roles["roles"] if one["superuser"]]
    taken += [f"role {one['name']} may not replicate here" for one in roles["roles"] if one["replication"]]
    # before 16, who may make roles may grant himself those that run programs
    makes = major >= 16
    walled = [
        {**one, "superuser": False, "replication": False, "createrole": one["createrole"] and makes}
        for one in roles["roles"]
    ]
    taken += [f"role {one['name']} may make no roles here" for one in roles["roles"] if one["createrole"] and not makes]
    outward = [one for one in roles["memberships"] if one["role"] in _OUTWARD]
    taken += [f"{one['member']} is no member of {one['role']} here" for one in outward]
    loading = [one for one in roles["settings"] if _LOADING.fullmatch(one["name"])]
    taken += [f"setting {one['name']} of {one['role'] or 'all roles'} is left out" for one in loading]
    return {
        "roles": walled,
        "settings": [one for one in roles["settings"] if one not in loading],
        "memberships": [one for one in roles["memberships"] if one not in outward],
        "parameters": [one for one in roles["parameters"] if not _LOADING.fullmatch(one["parameter"])],
    }, tuple(taken)


def walled_object(entry: CatalogObject, major: int, available: frozenset[str]) -> tuple[CatalogObject | None, str]:
    """The same of a lock's object: as it may come in, and what was taken of it."""
    outward = isinstance(entry, Membership) and entry.role in _OUTWARD
    loading = isinstance(entry, Setting) and _LOADING.fullmatch(entry.setting)
    foreign = isinstance(entry, Extension) and entry.name not in HARMLESS & available
    native = isinstance(entry, Function) and entry.language not in ("sql", "plpgsql")
    if isinstance(entry, _NEVER_MADE) or outward or loading or foreign or native:
        return None, f"{entry.kind.replace('_', ' ')} {entry.identity} is left out"
    if isinstance(entry, Role):
        walled = replace(entry, superuser=False, replication=False, createrole=entry.createrole and major >= 16)
        return walled, "" if walled == entry else f"role {entry.name} has less rights here"
    return entry, ""


def walled_properties(properties: Properties) -> Properties:
    kept = [one for one in properties["settings"] if not _LOADING.fullmatch(one["name"])]
    return {**properties, "settings": kept}


def walled_entries(
    contents: Iterable[str], available: frozenset[str], native: frozenset[int]
) -> Iterator[tuple[str, bool]]:
    """Each entry of a dump's table of contents, and whether it comes into the twin."""
    for line in contents:
        if found := _ENTRY.fullmatch(line):
            machine = found["catalog"] == _FUNCTIONS and int(found["oid"]) in native
            yield line, not machine and _comes(found["what"], available)


def _comes(what: str, available: frozenset[str]) -> bool:
    kind, _, rest = what.partition(" - ")
    if kind == "EXTENSION":
        return rest.split()[0] in HARMLESS & available
    subject = re.sub(r"^(ACL|COMMENT|DEFAULT ACL) \S+ ", "", what)
    return not what.startswith(_NEVER) and not subject.startswith(_NEVER)


def reaches_out(statement: Statement) -> bool:
    """Whether a mend would make what the wall keeps out."""
    words, text = statement.words, statement.text
    if words[:2] == ("CREATE", "EXTENSION"):
        return not any(re.search(rf"\b{re.escape(name)}\b", text) for name in HARMLESS)
    if "LANGUAGE" in words and words[words.index("LANGUAGE") + 1 :][:1] not in {(one,) for one in _LANGUAGES}:
        return True
    if words[:1] in (("SET",), ("ALTER",)) and any(_LOADING.fullmatch(one.lower()) for one in words):
        return True
    started = any(words[: len(one)] == one for one in _OUTWARD_FIRST)
    return started or bool(_OUTWARD_WORDS & set(words)) or any(one in text for one in _OUTWARD)
