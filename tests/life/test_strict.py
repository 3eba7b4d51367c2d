"""Tuning is advice until [platform] strict names its kind: then each of it blocks, and no other kind does."""

from dataclasses import replace
from typing import Any, get_args

import psycopg

from golive.diff.tuning import Tuned
from golive.model.platform import Platform
from golive.model.target import Dsn
from golive.testing.look import observe
from golive.testing.spoil import judged

TUNING: dict[Tuned, str] = {
    "index": "CREATE INDEX life_due ON public.invoices (due)",
    "statistics": "CREATE STATISTICS public.life_stats ON organization_id, customer_id FROM public.invoices",
    "comment": "COMMENT ON TABLE public.customers IS 'who buys'",
    "options": "ALTER TABLE public.invoices SET (fillfactor = 80)",
    "setting": "ALTER ROLE authenticated IN DATABASE {here} SET work_mem = '16MB'",
}
CODES = {"index": "IDX001", "statistics": "STA001", "comment": "COM001", "options": "TBL001", "setting": "SET001"}


def strict(platform: Platform, *kinds: str) -> Platform:
    head = platform.claims.platform.model_copy(update={"strict": kinds})
    return replace(platform, claims=platform.claims.model_copy(update={"platform": head}))


def test_each_kind_blocks_where_it_is_strict(life: Any, alive: Dsn) -> None:
    assert set(TUNING) == set(get_args(Tuned))
    with psycopg.connect(alive.reveal(), autocommit=True) as connection:
        for statement in TUNING.values():
            connection.execute(statement.format(here=alive.name).encode())
    live = observe(alive, life.claimed, {})
    told = {
        kinds: sorted({one.code for one in judged(strict(life.claimed, *kinds), live).blocking})
        for kinds in [(), *((kind,) for kind in TUNING), tuple(TUNING)]
    }
    alone = {(kind,): [CODES[kind]] for kind in TUNING}
    assert told == {(): [], **alone, tuple(TUNING): sorted(CODES.values())}


def test_what_lets_dead_rows_stay_is_no_tuning(life: Any, alive: Dsn) -> None:
    with psycopg.connect(alive.reveal(), autocommit=True) as connection:
        connection.execute("ALTER TABLE public.invoices SET (autovacuum_enabled = off)")
    found = judged(life.claimed, observe(alive, life.claimed, {})).blocking
    assert [(one.code, one.where) for one in found] == [("TBL001", "public.invoices")]
