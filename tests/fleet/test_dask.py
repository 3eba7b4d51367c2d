"""Workers of Dask give the same bytes as processes of this machine, also where one of them is killed."""

from collections.abc import Callable, Mapping

import pytest

from golive.model.target import Dsn
from tests.fleet.cluster import cluster
from tests.fleet.conftest import Command
from tests.fleet.test_fleet import timeless


@pytest.mark.deep
def test_workers_of_dask_give_the_same_bytes(
    fleet: Command, databases: Mapping[str, Dsn], until: Callable[..., None]
) -> None:
    assert fleet("fleet.toml", "--out", "pool")[0] == 1
    with cluster(fleet.folder, fleet.environment, workers=2) as workers:
        process = fleet.start("fleet.toml", "--out", "out", "--dask", workers.address)
        until(lambda: list(fleet.out.glob("databases/[!.]*/result.json")), "one is finished")
        workers.looking(databases["a"].fields["port"]).kill()
        said, _ = process.communicate(timeout=300)
    assert process.returncode == 1, said
    assert timeless(fleet.pages("out")) == timeless(fleet.pages("pool"))


def test_a_scheduler_that_is_not_there_is_one_line(fleet: Command) -> None:
    code, said = fleet("fleet.toml", "--dask", "tcp://127.0.0.1:1")
    assert (code, said.count("\n")) == (4, 1), said
    assert said.startswith("golive: --dask: tcp://127.0.0.1:1")
