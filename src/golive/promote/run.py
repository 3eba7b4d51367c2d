"""The promotion as a whole: one view of the source, one transaction on the target."""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import Connection, sql

from golive.migrate.lease import Lease, Patience
from golive.migrate.work import said
from golive.model.claims import Claims
from golive.model.claims.promotion import Promotion
from golive.model.errors import WrongUse
from golive.model.failures import StepFailed
from golive.model.target import Dsn
from golive.observe.source import reading_source
from golive.promote.agree import differing
from golive.promote.closure import close
from golive.promote.guard import guarded, refuse_others, set_ahead, written
from golive.promote.load import fill_later, load, remove_others
from golive.promote.numbering import expect, number, unnamed
from golive.promote.order import order
from golive.promote.projection import Reading, rows
from golive.promote.record import Moves, record, recorded
from golive.promote.reseal import reseal, sealed_columns, sealing
from golive.promote.shape import Shape, read_shape
from golive.sqltext.names import parts, quoted

Live = Connection[tuple[Any, ...]]


def promote(
    source: Dsn,
    target: Dsn,
    platform: str,
    claims: Claims,
    promotion: Promotion,
    environ: Mapping[str, str],
    patience: Patience | None = None,
) -> Moves:
    """All of it, or nothing and why."""
    try:
        with Lease(target, patience) as lease, reading_source(lease.session, source) as there:
            assert there is not None
            here = lease.session
            for setting in ("statement_timeout", "idle_in_transaction_session_timeout"):
                there.execute("SELECT set_config(%s, '0', true)", (setting,))
            there.execute("SET LOCAL row_security = off")  # rows that are hidden are an error, not fewer rows
            with here.transaction():
                here.execute("SET LOCAL row_security = off")
                here.execute("SET LOCAL lock_timeout = '5s'")
                here.execute("SET LOCAL statement_timeout = 0")
                here.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # while the source is asked
                return _promoted(there, here, platform, claims, promotion, environ)
    except psycopg.OperationalError as error:
        raise StepFailed(
            str(promotion), platform, f"the connection was lost ({error.sqlstate or 'no answer'})",
            "run again: what was not committed left nothing behind, and what was is recognised",
        ) from None  # fmt: skip
    except psycopg.Error as error:
        raise StepFailed(str(promotion), platform, said(error), "mend the claim or the rows; nothing stayed") from None


def _promoted(
    there: Live, here: Live, platform: str, claims: Claims, promotion: Promotion, environ: Mapping[str, str]
) -> Moves:
    reading = Reading(platform, claims, promotion, read_shape(here))
    moves = Moves(promotion.tenant, promotion.tenant)
    before = recorded(here, platform, promotion.tenant)
    theirs = read_shape(there)
    _same_shape(reading, theirs)
    root = parts(reading.tenancy.root)
    if root in reading.takes:
        number(there, here, reading, moves, root, before)
        _must_be(there, reading, moves)
    expected = close(there, reading, moves)
    sequence = order(reading)
    _same_shape(reading, theirs)  # now with the tables that were brought along
    expect(there, here, reading, moves, expected)
    for path in sequence.tables:
        if path != root:
            number(there, here, reading, moves, path, before)
    if kept := unnamed(reading):
        moves.notes.append(f"not renumbered, since no foreign key or claim says what they name: {', '.join(kept)}")
    seals = sealing(reading, environ)
    reading.sealed = {path: sealed_columns(several) for path, several in seals.items()}
    counted = written(here)
    with guarded(here, reading, moves):
        for path in sequence.tables:
            load(there, here, reading, moves, path, sequence.later.get(path, ()))
        for path, later in sequence.later.items():
            fill_later(there, here, reading, moves, path, later)
        for path, several in seals.items():
            for claim in several:
                reseal(there, here, reading, moves, path, claim, environ)
        for path in reversed(sequence.tables):
            remove_others(here, reading, moves, path)
    refuse_others(reading, moves, counted, written(here))
    set_ahead(here, reading)
    row = here.execute("SELECT pg_catalog.pg_current_xact_id()::text").fetchone()
    moves.xid = str(row[0]) if row else ""
    record(here, platform, moves)
    return moves


def _must_be(there: Live, reading: Reading, moves: Moves) -> None:
    root = parts(reading.tenancy.root)
    found = there.execute(sql.SQL("SELECT {}").format(rows(reading, root, moves, here=False))).fetchone()
    if found is None:
        raise WrongUse(
            "[promotion] tenant",
            f"{quoted(*root)} of the source has no row {moves.tenant!r}",
            f"the {reading.tenancy.key} of a tenant of the source",
        )


def _same_shape(reading: Reading, theirs: Shape) -> None:
    """Binary rows are taken as they are: a column of another type must be found here, not in the data."""
    wrong = [line for path in reading.takes for line in differing(reading, path, theirs)]
    if wrong:
        raise StepFailed(
            str(reading.promotion),
            "[promotion] take",
            "source and target do not have the same columns",
            "bring both to the same schema first, or leave a column behind: without = […]",
            tuple(wrong),
        )
