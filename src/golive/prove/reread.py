"""A catalog of which only that is read again which a transaction can have changed."""

import re
from collections.abc import Iterable
from functools import cache

from golive.model.catalog import KINDS, CatalogObject, Column, Function, Relation, Role, Schema, Type
from golive.model.snapshot import Catalog, Unreadable
from golive.observe.catalog import query, read_kinds
from golive.observe.reader import Reader

_NAMED = re.compile(r"\bpg_[a-z_]+\b")
_SPELLED = re.compile(r"pg_get_|pg_identify_object|format_type|regclass")  # it writes down names of other objects
_BEHIND = {"pg_roles": "pg_authid", "pg_user_mappings": "pg_user_mapping", "pg_prepared_xacts": "", "pg_settings": ""}
_MEMBERS = "pg_depend"  # of extensions, to most kinds; only these read more in it
_OF_DEPENDENCIES = ("sequence",)
_NAMES: tuple[type[CatalogObject], ...] = (Relation, Column, Function, Schema, Type, Role)


def reread(session: Reader, sound: Catalog, written: frozenset[str]) -> Catalog:
    """The sound one, and in it anew each kind whose query names a catalog that was written."""
    major = session.info.server_version // 10000
    first = [kind for kind in KINDS if _reads(kind.kind, major) & _meant(kind.kind, written)]
    found = {**sound, **read_kinds(session, first)}
    if any(_names(sound, kind) != _names(found, kind) for kind in _NAMES):
        rest = [kind for kind in KINDS if kind not in first and _SPELLED.search(query(kind.kind, major))]
        found |= read_kinds(session, rest)
    return found


@cache
def _reads(kind: str, major: int) -> frozenset[str]:
    text = re.sub(r"--.*", "", query(kind, major))
    return frozenset(_BEHIND.get(name, name) for name in _NAMED.findall(text))


def _meant(kind: str, written: frozenset[str]) -> frozenset[str]:
    known = kind in _OF_DEPENDENCIES or "pg_extension" in written
    return written if known else written - {_MEMBERS}


def _names(catalog: Catalog, kind: type[CatalogObject]) -> Iterable[object]:
    """What others are written down by."""
    entries = catalog[kind.kind]
    if isinstance(entries, Unreadable):
        return [entries]
    if kind is Column:
        return {(one.identity, getattr(one, "type")) for one in entries}  # noqa: B009  # of this kind alone
    return {one.identity for one in entries}
