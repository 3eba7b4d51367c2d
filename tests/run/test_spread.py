"""Several platforms on several workers: each platform stays with the worker that migrates it."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from golive.app.spread import platform_in

TOLD = """
import os

def pytest_runtest_logreport(report):
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        with open(os.environ["TOLD"], "a") as file:
            print(worker, report.nodeid, file=file)
"""


@pytest.mark.parametrize(
    ("nodeid", "name"),
    [
        ("checks/test_a.py::test_b[shop]", "shop"),
        ("checks/test_a.py::test_b[shop-0001_first]", "shop"),
        ("checks/test_a.py::test_b[shop-eu-0001_first[1]]", "shop-eu"),
        ("checks/test_a.py::test_b[shopping]", "checks/test_a.py::test_b[shopping]"),
        ("tests/test_a.py::test_b", "tests/test_a.py::test_b"),
    ],
)
def test_an_id_tells_whose_test_it_is(nodeid: str, name: str) -> None:
    assert platform_in(nodeid, ("shop", "shop-eu")) == name


@pytest.mark.deep
def test_no_platform_is_on_two_workers(run: Any, shop: Path) -> None:
    (run.folder / "told.py").write_text(TOLD, "utf-8")
    told = run.folder / "workers"
    words = (
        "--platform",
        shop,
        "--platform",
        "bnaura",
        "--backend",
        "embedded",
        "-n",
        "2",
        "-p",
        "told",
        "--partial-ok",
    )
    answer = run(*words, env={"PYTHONPATH": str(run.folder), "TOLD": str(told)}, plain=False)
    assert answer.code == 0, answer.text
    by_worker = defaultdict(set)
    for line in told.read_text("utf-8").splitlines():
        worker, _, nodeid = line.partition(" ")
        by_worker[worker].add(platform_in(nodeid, ("shop", "bnaura")))
    assert sorted(map(sorted, by_worker.values())) == [["bnaura"], ["shop"]]
