"""Which variable of this environment opens sealed values, and how: tried on a few of them, in memory."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from psycopg import Connection, sql

from golive.infer.facts import Facts
from golive.infer.seals import Seal, forms, kind_of
from golive.model.asking import table, text
from golive.model.claims.credential import Format
from golive.model.evidence import Evidence, Opened
from golive.observe.system_rows import fetched
from golive.vault.content import readable
from golive.vault.keys import Unusable, derived
from golive.vault.stored import Misshapen, Reader

_TRIED = 200
_PROVES = 2  # values that must open, so that chance is ruled out
_SECRET = re.compile(r"KEY|SECRET|ENCRYPT|CIPHER|CRYPT|FERNET|SEAL", re.IGNORECASE)
_DERIVE = ("utf8", "hex", "base64", "sha256", "scrypt")


def observe_opened(
    connection: Connection[tuple[Any, ...]], facts: Facts, seals: Iterable[Seal], environ: Mapping[str, str]
) -> dict[str, Evidence]:
    secrets = {name: value for name, value in environ.items() if _SECRET.search(name) and len(value) >= 8}
    found: dict[str, Evidence] = {}
    for seal in seals:
        if secrets and forms(seal):
            rows = fetched(connection, _values(facts, seal))
            if (told := _opened(seal, rows, secrets)) is not None:
                found[seal.question] = Evidence.seen(told.tried, told=told)
    return found


def _values(facts: Facts, seal: Seal) -> sql.Composed:
    kind = kind_of(facts, seal.table)
    parts = [
        sql.SQL("t.{}").format(sql.Identifier(name)) if name else sql.SQL("NULL::text")
        for name in (seal.column, seal.iv, seal.tag)
    ]
    parts.append(sql.SQL("t.{}::text").format(sql.Identifier(kind)) if kind else sql.SQL("NULL::text"))
    return sql.SQL("SELECT {} FROM {} AS t WHERE t.{} IS NOT NULL AND {} LIMIT {}").format(
        sql.SQL(", ").join(parts), table(seal.table), sql.Identifier(seal.column), text(seal.where or "true"),
        sql.Literal(_TRIED),
    )  # fmt: skip


def _opened(seal: Seal, rows: list[tuple[Any, ...]], secrets: Mapping[str, str]) -> Opened | None:
    for form, name, how in _possible(seal, secrets):
        claimed = Format.model_validate({**form, "variable": name, "derive": (how,)})
        texts = list(_texts(claimed, rows, secrets[name]))
        opened = [(kind, text) for kind, text in texts if text is not None]
        if len(opened) >= min(_PROVES, len(rows)) and 2 * len(opened) > len(rows) > 0:
            documents = [(kind, found) for kind, text in opened if (found := _document(text)) is not None]
            whole = len(documents) == len(opened)
            plain = {**form, "variable": name, **({"derive": how} if how != "utf8" else {})}
            return Opened(plain, len(opened), len(rows), whole, _fields(documents) if whole else {})
    return None


def _possible(seal: Seal, secrets: Mapping[str, str]) -> Iterator[tuple[dict[str, Any], str, str]]:
    for how in _DERIVE:
        for form in forms(seal):
            for name in sorted(secrets):
                yield form, name, how


def _texts(form: Format, rows: list[tuple[Any, ...]], secret: str) -> Iterator[tuple[str | None, str | None]]:
    try:
        key = derived(secret, form)
    except Unusable:
        return
    reader, opens = Reader(form), form.sealing.opener(key, form.tagged)
    for stored, iv, tag, kind in rows:
        try:
            data = opens(reader.read(stored, iv, tag), None)
        except (Misshapen, ValueError):
            data = None
        yield kind, data.decode() if data is not None and readable(data) else None


def _document(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _fields(documents: list[tuple[str | None, dict[str, Any]]]) -> dict[str, tuple[str, ...]]:
    """By kind the names that all of its values have; names are what developers chose, contents stay where they are."""
    common: dict[str, set[str]] = {}
    for kind, found in documents:
        names = {name for name in found if re.fullmatch(r"[A-Za-z_]\w{0,60}", name)}
        common[kind or "*"] = common.get(kind or "*", names) & names
    return {kind: tuple(sorted(names)) for kind, names in sorted(common.items()) if names}
