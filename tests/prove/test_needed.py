"""A survivor says what the platform would have to say so that it is caught."""

import tomllib
from dataclasses import replace

from golive.diff.tuning import WHY
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.claims.tenancy import Tenancy
from golive.model.finding import Finding, Severity, decision
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.model.snapshot import Server, Snapshot
from golive.prove.defect import Defect
from golive.prove.missing_claim import Unheard, needed

from .test_certificate import PLATFORM

LOCKED = replace(PLATFORM, lock=Lock("shop", 170010, {}))
EMPTY = Snapshot(Server(170010, "PostgreSQL 17", "shop", "me"), {"relation": ()})
ROW = Defect("tenant row", "public.orders", "one is gone", "DELETE FROM public.orders WHERE id = 1;")
INDEX = Defect("index", "public.orders_state", "is of no row", "DROP INDEX public.orders_state;")
COMMENT = Finding(
    "COM001", Severity.ADVICE, "shop", "TABLE public.orders", "its text is another", WHY, decision("put it back")
)


def needs(defect: Defect, platform: Platform = LOCKED, *unheard: Unheard, rows: bool = False) -> str:
    return needed(defect, platform, EMPTY, unheard, rows=rows)


def test_rows_are_claimed_in_toml() -> None:
    assert tomllib.loads(needs(ROW, rows=True)) == {"frozen": [{"table": "public.orders"}]}
    tenancy = Tenancy(root="public.shops", columns=("shop_id",), enforced_by="application")
    tenants = replace(LOCKED, claims=Claims(platform=Head(name="shop", title="Shop"), tenancy=tenancy))
    (rule,) = tomllib.loads(needs(ROW, tenants, rows=True))["rule"]
    assert rule["select"] == "SELECT id FROM public.orders WHERE false"


def test_structure_is_learned_and_what_is_tuning_is_strict() -> None:
    assert needs(INDEX, PLATFORM).startswith("golive learn --dsn")
    assert needs(INDEX) == "no claim says it: a [[rule]] with a SELECT of what must not be, or an audit of one's own"
    advised = needs(Defect("comment", "", "is another", "…"), LOCKED, Unheard(advice=(COMMENT,)))
    assert advised == 'COM001 says it as advice: [platform] strict = ["comment"]'


def test_what_was_taken_says_by_which_block() -> None:
    taken = needs(INDEX, LOCKED, Unheard(accepted=(COMMENT,)))
    assert taken == 'it is taken: leave out [[accept]] code = "COM001", object = "TABLE public.orders"'
