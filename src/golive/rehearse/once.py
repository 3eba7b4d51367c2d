"""The rehearsal of a run: once for all its workers, and only where it was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from golive.model.rehearsal import PERFORMED, RehearsalTold, told_of
from golive.run.case import Case
from golive.server.account import server_account
from golive.server.folders import home, new_run_folder


def performed(case: Case) -> RehearsalTold:
    """Before anything is changed: a database of our own is cloned as its baseline is."""
    asked = case.settings.rehearsal
    if asked is None:
        return RehearsalTold()

    def work() -> Any:
        from golive.rehearse.clone import cloned  # a pool and its loop: no other run needs them
        from golive.rehearse.perform import SESSIONS, Performance

        named = case.settings.dsn is not None
        sessions = asked.sessions.get(case.platform.name, SESSIONS)
        with place_of_rows(asked.data) as place, cloned(case.dsn, place) as clone:
            told = Performance(clone, case.platform, named, sessions).run()
        return TypeAdapter(RehearsalTold).dump_python(told, mode="json")

    return told_of(case.once(PERFORMED, work)) or RehearsalTold()


@contextmanager
def place_of_rows(named: Path | None) -> Iterator[Path]:
    """Rows that our own baseline invents may lie where our servers do."""
    if named is not None:
        yield named
        return
    account = server_account()
    kept = new_run_folder(home(account), account)
    try:
        yield kept.path / "clone"
    finally:
        kept.remove()
