"""Sessions of the applications: each thinks, asks through a pool of few connections, and notes how long it waited."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from time import monotonic, sleep
from types import TracebackType
from typing import Any, Self

from psycopg import AsyncConnection, AsyncRawCursor, Error
from psycopg.pq import TransactionStatus
from psycopg_pool import AsyncConnectionPool

from golive.model.asking import text
from golive.model.target import Dsn
from golive.model.traffic import Request
from golive.rehearse.answers import Answer
from golive.rehearse.gateway import Gateway
from golive.rehearse.row_owners import Whose
from golive.rehearse.visitors import Guests, Visitor
from golive.sql import fill

RATE = 100.0  # requests a second, of all sessions together: what is measured is the server, not this process
THINK_S = 0.04  # at least, of one session
MANY = 100_000  # answers: from here on sessions come less and less often, however long a step takes
CONNECTIONS = 24
NOBODY_EACH = 12  # turns of a session, one of which comes without a token
CHOICES = 40  # parameters that a session chooses from
PATIENCE_S = 60.0  # for all sessions to be answered once
_TRIES = 25  # visitors that are asked for parameters until one has some
Connection = AsyncConnection[tuple[Any, ...]]


@dataclass(slots=True)
class Traffic:
    """`with Traffic(…) as traffic:` sends from a thread of its own until it ends; `begin` adds requests."""

    dsn: Dsn
    search_path: str
    sessions: int
    whose: Whose
    gateway: Gateway = field(default_factory=Gateway)
    seed: int = 15
    answers: list[Answer] = field(default_factory=list)
    unsent: set[str] = field(default_factory=set)  # for which nobody has parameters
    guests: dict[Request, Guests] = field(default_factory=dict)
    _keys: dict[tuple[Request, Visitor], list[tuple[Any, ...]]] = field(default_factory=dict)
    _heard: dict[int, float] = field(default_factory=dict)  # by session, when it was last answered
    _stopping: bool = False
    _loop: asyncio.AbstractEventLoop = field(init=False)
    _thread: threading.Thread = field(init=False)
    _pool: AsyncConnectionPool[Connection] = field(init=False)
    _tasks: list[Future[None]] = field(init=False)

    @property
    def connections(self) -> int:
        return min(self.sessions, CONNECTIONS)

    @property
    def think_s(self) -> float:
        return max(THINK_S, self.sessions / RATE)

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="golive-traffic", daemon=True)
        self._thread.start()
        try:
            self._wait(self._open)
        except BaseException:
            self._end()
            raise
        self._tasks = [asyncio.run_coroutine_threadsafe(self._session(n), self._loop) for n in range(self.sessions)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping = True
        try:
            for task in self._tasks:
                if kind is None:
                    task.result()
                else:
                    task.cancel()
        finally:
            with suppress(Exception):
                self._wait(self._pool.close)
            self._end()

    def begin(self, guests: Mapping[Request, Guests]) -> None:
        """From now on these are sent too."""
        self.guests = {**self.guests, **guests}  # one assignment: the other thread sees either

    def switch_off(self, step: str) -> None:
        """What the platform ends before this step."""
        if any(one.until == step for one in self.guests):
            self.guests = {one: guests for one, guests in self.guests.items() if one.until != step}

    def roll_call(self) -> None:
        """Each request once, by itself: whether it is answered now."""
        self._wait(self._roll_call)

    def everybody(self) -> bool:
        """Waits until every session was answered once more; False where that takes too long."""
        since = monotonic()
        while any(self._heard.get(n, 0.0) < since for n in range(self.sessions)):
            if monotonic() - since > PATIENCE_S + self.think_s:
                return False
            sleep(0.02)
        return True

    def _wait(self, what: Callable[[], Awaitable[object]]) -> None:
        async def done() -> None:
            await what()

        asyncio.run_coroutine_threadsafe(done(), self._loop).result()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _open(self) -> None:
        escaped = self.search_path.replace("\\", "\\\\").replace(" ", "\\ ")  # as libpq parts options
        self._pool = AsyncConnectionPool(
            self.dsn.reveal(),
            kwargs={
                "autocommit": True,
                "cursor_factory": AsyncRawCursor,
                "application_name": "golive traffic",
                "options": f"-c search_path={escaped} -c statement_timeout=60s",
            },
            min_size=self.connections,
            max_size=self.connections,
            timeout=PATIENCE_S,
            open=False,
        )
        await self._pool.open(wait=True)

    async def _session(self, number: int) -> None:
        draw = Random(f"{self.seed} {number}")
        await asyncio.sleep(draw.uniform(0, self.think_s))
        while not self._stopping:
            if self.guests:
                (request,) = draw.choices(list(self.guests), [one.weight for one in self.guests])
                guests = self.guests[request]
                visitor = guests.visitors[number % len(guests.visitors)]
                nobody = request.reads and draw.randrange(NOBODY_EACH) == 0
                await self._turn(request, visitor, draw, guests.nobody if nobody else None)
            self._heard[number] = monotonic()
            await self._think(draw)

    async def _think(self, draw: Random) -> None:
        """Most pauses are short and some are long, as people's are; ended where the rehearsal ends."""
        think = self.think_s * max(1.0, len(self.answers) / MANY)
        until = monotonic() + min(draw.expovariate(1 / think), 4 * think)
        while not self._stopping and (left := until - monotonic()) > 0:
            await asyncio.sleep(min(left, 0.25))

    async def _roll_call(self) -> None:
        draw = Random(self.seed)
        for request, guests in self.guests.items():
            for visitor in guests.visitors[:_TRIES]:
                if await self._turn(request, visitor, draw, None, called=True):
                    self.unsent.discard(request.name)
                    if guests.nobody and request.reads:
                        await self._turn(request, visitor, draw, guests.nobody, called=True)
                    break
            else:
                self.unsent.add(request.name)

    async def _turn(
        self, request: Request, visitor: Visitor, draw: Random, nobody: Visitor | None, *, called: bool = False
    ) -> bool:
        """Sent, and noted; False where this visitor has no parameters for it."""
        began, error, compared, strange = monotonic(), "", 0, 0
        comes = nobody or visitor
        try:
            async with self._pool.connection() as connection:
                try:
                    keys = await self._parameters(connection, request, visitor)
                    if request.keys and not keys:
                        return False
                    await connection.execute(self.gateway.opening(comes), prepare=False)
                    cursor = await connection.execute(request.text.encode(), draw.choice(keys) if keys else None)
                    rows = await cursor.fetchall() if cursor.description else []
                    compared, strange = self.whose.held(cursor, rows, comes)
                    await connection.execute("COMMIT", prepare=False)
                finally:
                    if connection.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
                        await connection.execute("ROLLBACK", prepare=False)
        except Error as failed:
            error = failed.sqlstate or type(failed).__name__
        if nobody is None or strange:  # that nobody is refused is no error
            error = "" if nobody else error
            self.answers.append(
                Answer(request.name, began, 1000 * (monotonic() - began), error, compared, strange, called)
            )
        return True

    async def _parameters(self, connection: Connection, request: Request, visitor: Visitor) -> list[tuple[Any, ...]]:
        """Asked once, as whom they are for."""
        if request.keys is None:
            return []
        if (request, visitor) not in self._keys:
            some = fill("rehearsal/parameters.sql", query=text(request.keys.rstrip("; ")), choices=CHOICES)
            await connection.execute(self.gateway.opening(visitor), prepare=False)
            cursor = await connection.execute(some, prepare=False)
            self._keys[request, visitor] = await cursor.fetchall()
            await connection.execute("COMMIT", prepare=False)
        return self._keys[request, visitor]
