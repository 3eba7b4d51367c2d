"""Who holds a lock, for how long he has been silent, and the end of all his sessions.

What a vanished run left at work is ended before anybody follows it; what cannot be known to have ended is named, and
nobody follows.
"""

import time
from dataclasses import dataclass

from psycopg import errors

from golive.migrate.session import Session
from golive.model.failures import RunnerBusy
from golive.sql import fill

OUTSIDE = "step, a program at work"  # the name of a session that waits for a program of somebody else's
COMMAND = "command"
MIGRATES = "migrating this database"


@dataclass(frozen=True, slots=True)
class Holder:
    pid: int
    application: str
    role: str
    token: str  # "": no run of ours that shows whether it lives
    seen: bool  # whether this role may see when it last spoke
    silent_s: float | None  # None: it has no heartbeat, or none that is seen

    def __str__(self) -> str:
        return f"pid {self.pid} (application {self.application!r}, role {self.role!r})"

    def spoke_within(self, seconds: float) -> bool:
        """Whether it was heard in this time; of one without a heartbeat that is taken for granted."""
        return self.silent_s is None or self.silent_s < seconds

    @property
    def mend(self) -> str:
        end = "one run at a time: wait for it, or end it with SELECT pg_terminate_backend(pid)"
        return end if self.seen or not self.token else f"{end}; whether it still lives is seen by {_GRANTED}"


_GRANTED = "a role that has pg_read_all_stats and pg_signal_backend"


def holder(session: Session, key: int) -> Holder | None:
    session.execute("SELECT pg_catalog.pg_stat_clear_snapshot()")  # else a transaction sees what it saw first
    row = session.execute(fill("runner/holder.sql", key=key)).fetchone()
    return None if row is None else Holder(*row)


def busy(session: Session, found: Holder | None, act: str = MIGRATES) -> RunnerBusy:
    who = "another session" if found is None else str(found)
    mend = "one run at a time: wait for it" if found is None else found.mend
    return RunnerBusy(session.info.dbname, f"{who} is {act}", mend)


def end(session: Session, found: Holder) -> str:
    """Every session of a run that vanished, or wrong use that says why not."""
    names = [name for _, name, role in _sessions(session, found.token) if role == found.role]
    if found.token + f" {OUTSIDE}" in names and found.token + f" {COMMAND}" not in names:
        raise RunnerBusy(
            session.info.dbname,
            f"{found} has been silent for {found.silent_s:.0f} s; a program that it started carries no name of the run"
            " in the database, and may still be at work",
            f"see to it that the program has ended, then SELECT pg_terminate_backend({found.pid})",
        )
    _terminate(session, found.token, found.role)
    silent = f"silent for {found.silent_s:.0f} s"
    return f"{found}, {silent}, was ended with {len(names)} sessions of its run"


def clear(session: Session, token: str, patience_s: float) -> list[str]:
    """Whoever holds the lock is alone: what other runs have left at work in this database is ended, and waited for."""
    until, ended = time.monotonic() + patience_s, dict[int, str]()
    while left := [one for one in _sessions(session, "") if not one[1].startswith(token)]:
        if time.monotonic() > until:
            told = ", ".join(f"pid {pid} ({name})" for pid, name, _ in left)
            raise RunnerBusy(session.info.dbname, f"sessions of an earlier run do not end: {told}", "end them")
        for pid, name, role in left:
            if pid not in ended:
                _terminate(session, name, role)
                ended[pid] = f"pid {pid} ({name}), left by a run that is gone, was ended"
        time.sleep(0.02)
    return list(ended.values())


def _sessions(session: Session, token: str) -> list[tuple[int, str, str]]:
    """Those of one run anywhere; without a token, those of any that write in this database."""
    return session.execute(fill("runner/run_sessions.sql", token=token)).fetchall()


def _terminate(session: Session, name: str, role: str) -> None:
    try:
        session.execute(fill("runner/end_run.sql", name=name))
    except errors.InsufficientPrivilege as error:
        if "superuser" in (error.diag.message_primary or "").lower():
            mend = "connect as a superuser"
        else:
            mend = f'GRANT pg_signal_backend, pg_read_all_stats TO "{session.info.user}", or connect as {role!r}'
        raise RunnerBusy(
            session.info.dbname, f"the sessions {name!r} of a run that vanished may not be ended by this role", mend
        ) from None
