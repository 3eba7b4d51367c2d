"""A header that hides a lock fails the step where nothing is at stake, and is told where something is."""

from typing import Any

import psycopg
import pytest

from golive.migrate.declared_locks import untrue
from golive.migrate.runner import Runner
from golive.model.failures import StepFailed
from golive.model.target import Dsn


def test_header_that_hides_a_lock(database: Dsn, folder: Any) -> None:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute("CREATE TABLE public.t (id int)")
    claim = "SELECT 'no x' WHERE NOT EXISTS (SELECT FROM pg_attribute WHERE attname = 'x')"
    folder.step("0001_made", "CREATE TABLE public.own (x int);", claim, "DROP TABLE public.own;")
    folder.step("0002_hidden", "ALTER TABLE public.t ADD COLUMN y int;", claim.replace("x'", "y'"), "SELECT 1;")
    steps = folder.steps()
    what = "Locks says 'none that blocks', and it holds ACCESS EXCLUSIVE on public.t"
    with Runner(database, "shop", steps, exact=True) as runner:
        runner.deploy(steps[0])
        with pytest.raises(StepFailed, match=what):
            runner.deploy(steps[1])
    with Runner(database, "shop", steps) as runner:
        assert runner.deploy(steps[1]).notes == (what,)


@pytest.mark.parametrize(
    ("said", "held", "hidden"),
    [
        ("none that blocks", "RowExclusiveLock", False),
        ("none that blocks (SHARE UPDATE EXCLUSIVE on each)", "ShareUpdateExclusiveLock", False),
        ("none that blocks (SHARE UPDATE EXCLUSIVE on each)", "ShareLock", True),
        ("SHARE ROW EXCLUSIVE on t, for an instant", "ShareRowExclusiveLock", False),
        ("SHARE ROW EXCLUSIVE on t, for an instant", "AccessExclusiveLock", True),
        ("ACCESS EXCLUSIVE on t, for an instant", "ExclusiveLock", False),
    ],
)
def test_strongest_lock_is_admitted(folder: Any, said: str, held: str, *, hidden: bool) -> None:
    folder.table_step(Locks=said)
    (step,) = folder.steps()
    assert bool(untrue(step, (("public.t", held),), ())) is hidden
    assert untrue(step, (("public.t", held),), ["public.t"]) == ""
