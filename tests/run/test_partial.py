"""A part of a run is PARTIAL and never overwrites a certificate; a plan contacts nothing."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import golive.checks
from golive.model.target import Dsn

CHECKS = Path(str(golive.checks.__file__)).parent
PARTS = {
    "-k": ("-k", "rule or system"),
    "node": (CHECKS / "test_system_rows.py",),
    "--deselect": ("--deselect", CHECKS / "test_system_rows.py"),
}


@pytest.mark.parametrize("part", [pytest.param(one, marks=() if one == "-k" else pytest.mark.deep) for one in PARTS])
def test_a_part_is_partial_and_overwrites_nothing(
    run: Any, shop: Path, migrated: Dsn, tmp_path: Path, part: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in ("certificate.json", "certificate.html", "fix.sql"):
        (out / name).write_text("of an earlier run", "utf-8")
    answer = run.postcheck(shop, migrated, "--out", out, *PARTS[part])
    assert answer.code == 1, answer.text
    assert "PARTIAL: only a part was run" in answer.text
    assert "\nCERTIFIED" not in answer.text
    for name in ("certificate.json", "certificate.html", "fix.sql"):
        assert (out / name).read_text("utf-8") == "of an earlier run"
    told = json.loads((out / "partial" / "partial.json").read_text("utf-8"))
    assert told["verdict"] == "PARTIAL"
    assert told["platforms"][0]["examined"]


@contextmanager
def listening() -> Iterator[tuple[int, list[object]]]:
    """A port that remembers who called."""
    callers: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.05)
        open_ = threading.Event()

        def attend() -> None:
            while not open_.is_set():
                try:
                    callers.append(door.accept())
                except TimeoutError:
                    continue

        guard = threading.Thread(target=attend)
        guard.start()
        try:
            yield door.getsockname()[1], callers
        finally:
            open_.set()
            guard.join()


@pytest.mark.parametrize("plan", ["--setup-plan", pytest.param("--collect-only", marks=pytest.mark.deep)])
def test_a_plan_contacts_nothing_and_writes_nothing(run: Any, shop: Path, plan: str) -> None:
    with listening() as (port, callers):
        answer = run("--platform", shop, "--dsn", f"postgresql://a:b@127.0.0.1:{port}/c", "--apply", plan)
    assert not callers
    assert answer.code == 0, answer.text
    assert not answer.out.exists()
    assert "0001_plan_limit" in answer.text
    if plan == "--collect-only":
        return
    phases = ("backup", "schema", "backfill", "seeds", "promotion", "validation", "migrated")
    shown = [answer.text.find(f"SETUP    S {phase} ") for phase in phases]
    assert -1 not in shown
    assert shown == sorted(shown)
