"""A part of a run is PARTIAL and never overwrites a certificate; a plan contacts nothing."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import golive.checks
from golive.model.target import Dsn

CHECKS = Path(str(golive.checks.__file__)).parent
PARTS = {
    "-k": ("-k", "rule or system"),
    "node": (CHECKS / "test_system_rows.py",),
    "--deselect": ("--deselect", CHECKS / "test_system_rows.py"),
}


def test_a_part_is_partial_and_overwrites_nothing(run: Any, shop: Path, migrated: Dsn, tmp_path: Path) -> None:
    places = {}
    for part in PARTS:
        places[part] = tmp_path / f"out{part}"
        places[part].mkdir()
        for name in ("certificate.json", "certificate.html", "fix.sql"):
            (places[part] / name).write_text("of an earlier run", "utf-8")
    common = ("-m", "postcheck", "--platform", shop, "--dsn", migrated.reveal())
    answers = run.together({part: (*common, "--out", places[part], *words) for part, words in PARTS.items()})
    for part, answer in answers.items():
        assert answer.code == 1, answer.text
        assert "PARTIAL: only a part was run" in answer.text
        assert "\nCERTIFIED" not in answer.text
        for name in ("certificate.json", "certificate.html", "fix.sql"):
            assert (places[part] / name).read_text("utf-8") == "of an earlier run"
        told = json.loads((places[part] / "partial" / "partial.json").read_text("utf-8"))
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


def test_a_plan_contacts_nothing_and_writes_nothing(run: Any, shop: Path) -> None:
    with listening() as (port, callers):
        common = ("--platform", shop, "--dsn", f"postgresql://a:b@127.0.0.1:{port}/c", "--apply")
        answers = run.together({plan: (*common, plan) for plan in ("--setup-plan", "--collect-only")})
    assert not callers
    for answer in answers.values():
        assert answer.code == 0, answer.text
        assert not answer.out.exists()
        assert "0001_plan_limit" in answer.text
    phases = ("backup", "schema", "backfill", "seeds", "promotion", "validation", "migrated")
    shown = [answers["--setup-plan"].text.find(f"SETUP    S {phase} ") for phase in phases]
    assert -1 not in shown
    assert shown == sorted(shown)
