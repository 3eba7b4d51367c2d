"""Credentials whose key is another here: opened with the source's, sealed with this side's, kept where equal."""

from collections.abc import Mapping
from typing import Any

from psycopg import Connection, sql

from golive.model.claims.credential import Credential
from golive.model.failures import StepFailed
from golive.promote.projection import Reading, columns, rows
from golive.promote.record import Moves
from golive.promote.shape import Path, of_t, relation
from golive.sqltext.names import parts, quoted
from golive.vault.reseal import NotResealed, Resealer, quiet
from golive.vault.vault import Row, Vault

Live = Connection[tuple[Any, ...]]
AT_ONCE = 500


def sealing(reading: Reading, environ: Mapping[str, str]) -> dict[Path, list[Credential]]:
    """The claims of taken tables whose keys differ between the sides."""
    found: dict[Path, list[Credential]] = {}
    for claim in reading.claims.of(Credential):
        if parts(claim.table) in reading.takes and Resealer.needed(claim, environ):
            found.setdefault(parts(claim.table), []).append(claim)
    return found


def sealed_columns(claims: list[Credential]) -> frozenset[str]:
    return frozenset(name for claim in claims for name in (claim.column, *_apart(claim)))


def reseal(
    source: Live,
    target: Live,
    reading: Reading,
    moves: Moves,
    path: Path,
    claim: Credential,
    environ: Mapping[str, str],
) -> None:
    """Every row of the claim that travelled holds the same content here, under this side's key."""
    try:
        again, ours = Resealer(claim, environ), Vault(claim, environ)
    except NotResealed as error:
        raise _refused(reading, claim, error.what) from None
    with source.cursor(name="golive_sealed") as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(there(reading, path, moves, claim))
        while batch := cursor.fetchmany(AT_ONCE):
            changed = _changed(target, reading, path, claim, again, ours, batch)
            _write(target, reading, path, claim, changed)
            moves.rows[path].sealed += len(changed)


def _changed(
    target: Live,
    reading: Reading,
    path: Path,
    claim: Credential,
    again: Resealer,
    ours: Vault,
    batch: list[tuple[Any, ...]],
) -> list[tuple[Any, ...]]:
    keys = [row[0] for row in batch]
    present = {row[0]: row for row in target.execute(here(reading, path, claim, keys))}
    changed = []
    for key, *cells in batch:
        if key not in present:  # a row that is kept as it is here, or that a trigger refused
            continue
        theirs = sealed_row(key, cells)
        mine = sealed_row(key, present[key][1:])
        if same(again.vault, theirs, ours, mine):
            continue
        try:
            sealed = again.reseal(theirs, mine.aad)
        except NotResealed as error:
            raise _refused(reading, claim, f"row {key} {error.what}") from None
        changed.append((key, *(getattr(sealed, name) for name in ("stored", *_names(claim)))))
    return changed


def same(there_: Vault, theirs: Row, here_: Vault, mine: Row) -> bool:
    """Whether both open, each with its own key, to the same content; or are both empty."""
    if not theirs.stored or not mine.stored:
        return theirs.stored == mine.stored
    try:
        return quiet(lambda: _opened(there_, theirs) == _opened(here_, mine) is not None)
    except NotResealed:  # one of them is no ciphertext at all
        return False


def _opened(vault: Vault, row: Row) -> int | None:
    _, data, _ = vault.open(row)
    return None if data is None else hash(data)


def there(reading: Reading, path: Path, moves: Moves, claim: Credential) -> sql.Composed:
    """Key as it is here, and the cells, of the source's rows."""
    read = columns(reading, path, moves)
    key = sql.SQL("pg_catalog.concat_ws(' ', {})").format(
        sql.SQL(", ").join(read[one] for one in reading.table(path).key)
    )
    return sql.SQL("SELECT {key}, {cells} {rows} AND ({where}\n) ORDER BY 1").format(
        key=key, cells=_cells(claim), rows=rows(reading, path, moves, here=False), where=sql.SQL(claim.where)
    )


def here(reading: Reading, path: Path, claim: Credential, keys: list[str]) -> sql.Composed:
    return sql.SQL("SELECT {key}, {cells} FROM {table} AS t WHERE {key} = ANY ({keys})").format(
        key=_key(reading, path), cells=_cells(claim), table=relation(path), keys=sql.Literal(keys)
    )


def _key(reading: Reading, path: Path) -> sql.Composed:
    return sql.SQL("pg_catalog.concat_ws(' ', {})").format(
        sql.SQL(", ").join(of_t(one) for one in reading.table(path).key)
    )


def _write(target: Live, reading: Reading, path: Path, claim: Credential, changed: list[tuple[Any, ...]]) -> None:
    names = (claim.column, *_apart(claim))
    assigned = sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(name)) for name in names)
    query = sql.SQL("UPDATE {} AS t SET {} WHERE {} = %s").format(relation(path), assigned, _key(reading, path))
    with target.cursor() as cursor:
        cursor.executemany(query, [(*cells, key) for key, *cells in changed])


def _names(claim: Credential) -> tuple[str, ...]:
    form = claim.format[0]
    return tuple(name for name in ("iv", "tag") if getattr(form, name))


def _apart(claim: Credential) -> tuple[str, ...]:
    form = claim.format[0]
    return tuple(name for name in (form.iv, form.tag) if name)


def _cells(claim: Credential) -> sql.Composed:
    form = claim.format[0]
    cells = [of_t(name) if name else sql.SQL("NULL") for name in (claim.column, form.iv, form.tag)]
    aad = sql.SQL("({}\n)::text").format(sql.SQL(claim.aad)) if claim.aad else sql.SQL("NULL")
    return sql.SQL(", ").join([*cells, aad])


def sealed_row(key: str, cells: Any) -> Row:
    stored, iv, tag, aad = cells
    return Row(key, stored, iv, tag, aad=aad)


def _refused(reading: Reading, claim: Credential, what: str) -> StepFailed:
    name = quoted(*parts(claim.table))
    return StepFailed(
        str(reading.promotion), f"[[credential]] {claim.name}", f"{name} cannot be sealed anew: {what}",
        "set SOURCE_… to the source's key and the variable itself to this side's",
    )  # fmt: skip
