"""Places on a server: so many databases of it are looked at at once, whoever looks and wherever he runs.

A place is an advisory lock of a session in one database of that server, which ends with the session. What a worker
that was killed has left running counts until its server process has noticed.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import uniform
from time import monotonic, sleep
from typing import TypeVar

from golive.model.errors import WrongUse
from golive.model.target import Dsn
from golive.observe.reader import Reader
from golive.observe.session import refuse_triggers, session_of
from golive.sql import fill

T = TypeVar("T")
KEY = 1735355510  # 'golv'
READS = 2  # sessions of the role that looks: the lease of its place, and the look
PATIENCE_S = 600.0
CROWDED_S = 10.0  # that whoever has a place waits for sessions of those who only ask for one
# SQLSTATE 53300, of which a connection that never came about shows only the words: those of the server's languages.
_FULL = re.compile(
    "too many (connections|clients)|remaining connection slots"
    "|zu viele Verbindungen|verbleibenden Verbindungen"
    "|demasiad[ao]s (conexiones|clientes)|conexiones restantes"
    "|trop de (connexions|clients)|emplacements de connexions restants|superutilisateur non relatif à la réplication"
    "|tropp[ei] (connessioni|client)|rimanenti slot di connessione"
    "|för många (uppkopplingar|klienter)|resterande anslutningsslottar"
    "|слишком много (подключений|клиентов)|оставшиеся слоты подключений"
    "|занадто багато підключень|забагато клієнтів|слоти підключень, які залишились"
    "|მეტისმეტად ბევრი (კლიენტი|კავშირი)|ძალიან ბევრი კავშირი"
    "|接続が多すぎます|クライアント数が多すぎます|残りの接続スロット"
    "|최대 동시 ?접속|최대 접속수|남은 연결 슬롯"
    "|连接过多|剩余连接槽|連線太多|客戶端過多|剩餘的連線槽"
)
# A machine that is gone says nothing: its session ends within half a minute; one that is busy elsewhere may be idle.
_ALIVE = (
    "-c tcp_keepalives_idle=15", "-c tcp_keepalives_interval=5", "-c tcp_keepalives_count=3",
    "-c idle_session_timeout=0",
)  # fmt: skip


@contextmanager
def leased(
    dsn: Dsn, database: str, places: int, where: str, patience: float = PATIENCE_S, prober: str = ""
) -> Iterator[str]:
    """How sessions of its holder are to call themselves, so that the next one knows whose are left."""
    options = " ".join(filter(None, [dsn.fields.get("options"), *_ALIVE]))
    until = monotonic() + patience
    desk = Dsn.of(**{**dsn.fields, "dbname": database, "options": options})
    held = _taken(desk, places, where, until, prober)
    if held is None:
        allowed = f"{places} at once; give it time, or raise connections"
        raise WrongUse(where, f"no place on its server came free within {patience:.0f} s", allowed)
    session, place = held
    with session:
        name = f"golive {place}"
        while _left(session, name):
            if not _pause(until):
                raise WrongUse(where, f"a session that is left of place {place} did not end", "end it, or wait")
        yield name


def _taken(desk: Dsn, places: int, where: str, until: float, prober: str) -> tuple[Reader, int] | None:
    """Whoever waits holds no session meanwhile."""
    while True:
        session = None
        try:
            session = session_of(desk, where)
            session.autocommit = True
            refuse_triggers(session, where)
            row = session.execute(fill("fleet/take.sql", places=places, key=KEY, reads=READS, prober=prober)).fetchone()
            if row is not None:
                return session, int(row[0])
        except WrongUse as error:
            if not _full(error):
                raise
        if session is not None:
            session.close()
        if not _pause(until):
            return None


def admitted(look: Callable[[], T], patience: float = CROWDED_S) -> T:
    """A look by whoever has a place: its session may be one too many for a role's limit while others ask for theirs."""
    until = monotonic() + patience
    while True:
        try:
            return look()
        except WrongUse as error:
            if not _full(error) or not _pause(until):
                raise


def _full(error: WrongUse) -> bool:
    return _FULL.search(error.what) is not None


def _left(session: Reader, name: str) -> bool:
    row = session.execute(fill("fleet/left.sql", name=name)).fetchone()
    return row is not None and row[0] > 0


def _pause(until: float) -> bool:
    sleep(uniform(0.05, 0.5))
    return monotonic() < until
