"""What others hold for as long as a run looks is neither gone nor sound."""

from pathlib import Path
from typing import Any

import pytest

from golive.fleet.task import Asked, judged
from golive.model.catalog import KINDS, Index
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.platform import Platform
from golive.model.snapshot import Server, Snapshot
from golive.observe import settled
from golive.observe.one_by_one import LOCKED
from golive.observe.settled import Settled, still
from golive.run.case import Settings

HELD = {"index": {"public.open_id": LOCKED}}
SERVER = Server(170000, "PostgreSQL 17", "app", "reader")
THERE = {kind.kind: () for kind in KINDS} | {"index": (Index("public.t_id", "public.t", "CREATE INDEX …", "btree"),)}


def test_what_is_held_in_both_looks_is_there_and_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    both = Settled(THERE, HELD, "1", {})
    for name, value in (("anew", None), ("_version", "2"), ("settled", both)):
        monkeypatch.setattr(settled, name, lambda *_, value=value, **__: value)
    connection: Any = None
    assert still(connection, Snapshot(SERVER, THERE, unread=HELD), both, None).unread == HELD


def test_without_a_lock_the_run_is_not_whole() -> None:
    platform = Platform(
        Path("app"), Claims(platform=Head(name="app", title="App")), None, steps=(), smokes=(), baseline=()
    )
    settings = Settings((platform,), Path("nowhere"), Path("nowhere"), started=Asked().started)
    seen = judged(settings, Snapshot(SERVER, THERE, unread=HELD)).incomplete
    assert f"1 object could not be read: public.open_id ({LOCKED})" in seen
    assert not any("could not be read" in line for line in judged(settings, Snapshot(SERVER, THERE)).incomplete)
