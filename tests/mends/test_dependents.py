"""A column or a view on which others stand: they step aside and come back as they were, in one transaction.

Each case is the same schema with some texts in the place of others, as somebody leaves it who dropped what stood in the
way and made it again.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.diff.compare import differences
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.catalog import read_catalog
from golive.observe.server import read_server
from golive.server import choose
from golive.testing.spoil import run

DESK = (Path(__file__).parent / "dependents" / "desk.sql").read_text()
NUMBERS = count(1)


@dataclass(frozen=True)
class Case:
    """told: what is found, each cause once; asked: what of it waits for a person; left: what could not come back."""

    changed: dict[str, str]
    told: set[str]
    more: str = ""  # what nobody locked
    asked: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)


SHORTER = {"status text NOT NULL DEFAULT": "status character varying(20) NOT NULL DEFAULT"}
UNLOCKED = """
CREATE VIEW desk.theirs AS SELECT status FROM desk.current; COMMENT ON VIEW desk.theirs IS 'mine';
CREATE POLICY theirs ON desk.tickets FOR SELECT TO desk_read USING (status = 'open')"""
STATUS, THEIRS = "COL001 desk.tickets.status", "TBL001 desk.theirs"
CASES = {
    "a column under everything": Case(SHORTER, {STATUS}),
    "a column, and a policy on it": Case(
        SHORTER | {"UPDATE TO desk_app USING (status <> 'closed')": "UPDATE TO desk_app USING (status <> 'shut')"},
        {STATUS, "POL001 desk.tickets.closed_stays"},
    ),
    "a column, and another that is gone": Case(
        SHORTER | {"title text NOT NULL, note text,": "title text NOT NULL,", "status, note": "status"},
        {STATUS, "COL001 desk.tickets.note", "TBL001 desk.noted"},
    ),
    "a column, and what nobody locked on it": Case(
        SHORTER,
        {STATUS, "POL001 desk.tickets.theirs", THEIRS},
        UNLOCKED,
        asked={"POL001 desk.tickets.theirs", THEIRS},
    ),
    "a source of a generated column": Case(
        {"title text NOT NULL": "title character varying(60) NOT NULL"}, {"COL001 desk.tickets.title"}
    ),
    "a generated column's expression": Case(
        {"upper(status) || ': '": "upper(status) || ' - '"}, {"COL001 desk.tickets.label"}
    ),
    "a key and what refers to it": Case(
        {"tenants (id bigint": "tenants (id integer", "tenant bigint NOT NULL REF": "tenant integer NOT NULL REF"},
        {"COL001 desk.tenants.id", "COL001 desk.tickets.tenant"},
        asked={"COL001 desk.tenants.id"},  # a function returns rows of a view that shows it
    ),
    "an enum under a view that became text": Case({"came desk.channel": "came text"}, {"COL001 desk.tickets.came"}),
    "a view that cannot come back over an enum": Case(
        {"came desk.channel": "came text"},
        {"COL001 desk.tickets.came", THEIRS},
        "CREATE VIEW desk.theirs AS SELECT came = 'fax' AS fax FROM desk.tickets",
        asked={THEIRS},
        left={"COL001 desk.tickets.came"},
    ),
    "a view's condition": Case(
        {"FROM desk.tickets WHERE status <> 'closed'": "FROM desk.tickets WHERE status = 'open'"},
        {"TBL001 desk.current"},
    ),
    "a view's columns": Case(
        {"SELECT id, tenant, status, title": "SELECT id, tenant, upper(status) AS status, 1 AS title"},
        {"TBL001 desk.current"},
    ),
    "a view under a view": Case(
        {"count(*) AS n, desk.waiting() AS waiting": "count(*)::integer AS n, 0 AS waiting"}, {"TBL001 desk.counted"}
    ),
    "a materialised view's query": Case(
        {"SELECT tenant, sum(n) AS n": "SELECT tenant, max(n) AS n"}, {"TBL001 desk.figures"}
    ),
    "a partition key": Case(
        {"status text NOT NULL, at": "status character varying(20) NOT NULL, at"},
        {"COL001 desk.moves.status"},
        asked={"COL001 desk.moves.status"},
    ),
    "a view whose rows a function returns": Case(
        {"plan text": "plan character varying(9)"}, {"COL001 desk.tenants.plan"}, asked={"COL001 desk.tenants.plan"}
    ),
}
SOME = {"a column, and a policy on it"}


def seen(dsn: Dsn) -> Snapshot:
    with psycopg.connect(dsn.reveal()) as connection:
        return Snapshot(read_server(connection), read_catalog(connection))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with choose("embedded").launch() as server:
        dsn = server.create_database("desk")
        run(dsn, "CREATE ROLE desk_owner; CREATE ROLE desk_app; CREATE ROLE desk_read")
        run(dsn, DESK)
        head = Claims(platform=Head(name="desk", title="Desk"))
        yield server, Platform(tmp_path_factory.mktemp("desk"), head, Lock.of(seen(dsn), "desk"), (), (), ())


@pytest.mark.parametrize("name", [pytest.param(name, marks=[] if name in SOME else pytest.mark.deep) for name in CASES])
def test_what_stands_on_it_comes_back(desk: Any, place_of: Callable[..., Any], tmp_path: Path, name: str) -> None:
    case, (server, platform) = CASES[name], desk
    text = DESK
    for old, new in case.changed.items():
        assert old in text
        text = text.replace(old, new)
    dsn = server.create_database(f"spoilt_{next(NUMBERS)}")
    run(dsn, text + case.more)
    place = place_of(server, platform, "desk")

    def new(found: Iterable[tuple[str, str]]) -> set[str]:
        return {f"{code} {where}" for code, where in set(found) - place.told}

    mended = place.mend(dsn, tmp_path)
    assert new((one.code, one.where) for one in mended.before.blocking) == case.told
    mended.check(place.told)
    assert (new(mended.asked), new(mended.left)) == (case.asked, case.left)
    assert new((one.code, one.where) for one in mended.after.blocking) == case.asked | case.left


def test_what_is_pasted_is_one_transaction(desk: Any) -> None:
    """As a person takes it from the page, who stops halfway: nobody is without a policy."""
    server, platform = desk
    dsn = server.create_database(f"spoilt_{next(NUMBERS)}")
    run(dsn, DESK.replace(*next(iter(SHORTER.items()))))
    live = seen(dsn)
    (one,) = (each for each in differences(platform.lock, live) if f"{each.code} {each.where}" == STATUS)
    assert one.mend.text.startswith("BEGIN;\n")
    assert one.mend.text.endswith("\nCOMMIT;")
    with pytest.raises(psycopg.Error):
        run(dsn, one.mend.text.replace("\nCOMMIT;", "\nSELECT 1 / 0;\nCOMMIT;"))
    assert seen(dsn).catalog == live.catalog
    run(dsn, one.mend.text)
    assert differences(platform.lock, seen(dsn)) == ()
