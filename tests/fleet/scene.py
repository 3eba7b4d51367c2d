"""A fleet of many small databases on four servers, twelve of which need somebody; and who was connected to them."""

import os
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep
from typing import Any

import psutil
import psycopg
from psycopg import sql

from golive.app.learn import learn
from golive.model.platform import load_platform
from golive.model.target import Dsn
from golive.server import Server, choose
from golive.server.logins import READER, made

MODEL = """
CREATE SCHEMA shop;
CREATE TABLE shop.customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
CREATE TABLE shop.orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id bigint NOT NULL REFERENCES shop.customers,
    amount numeric NOT NULL CHECK (amount >= 0), changed timestamptz NOT NULL DEFAULT now());
CREATE INDEX orders_customer ON shop.orders (customer_id);
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS 'BEGIN NEW.changed := now(); RETURN NEW; END';
CREATE TRIGGER touch BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();
INSERT INTO shop.customers (name) SELECT 'customer ' || n FROM generate_series(1, 20) AS n;
INSERT INTO shop.orders (customer_id, amount) SELECT 1 + n % 20, n FROM generate_series(1, 200) AS n;
"""
CLAIMS = '[platform]\nname = "shop"\ntitle = "Shop"\ntenants = "one"\n'
# Seven databases that differ in five ways.
DRIFTS = (
    "ALTER TABLE shop.orders ADD COLUMN by_hand text",
    "DROP INDEX shop.orders_customer",
    "CREATE OR REPLACE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp"
    " AS 'BEGIN RETURN NEW; END'",
    "ALTER TABLE shop.orders DISABLE TRIGGER touch",
    "ALTER TABLE shop.orders DROP CONSTRAINT orders_amount_check",
)
DRIFTED, UNREACHABLE, OTHER = (*DRIFTS, *DRIFTS[:2]), 3, 2


@dataclass
class Scene:
    """Where fleet.toml is, who has to be named, and how to reach each server as its superuser."""

    folder: Path
    servers: tuple[Server, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    drifted: list[str] = field(default_factory=list)
    unreachable: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    @property
    def named(self) -> set[str]:
        return {*self.drifted, *self.unreachable, *self.other}


@contextmanager
def scene(folder: Path, databases: int) -> Iterator[Scene]:
    """Three servers of one version share them; the fourth, of another, has two."""
    with ExitStack() as stack:
        servers = [stack.enter_context(choose("embedded", None, major).launch()) for major in (17, 17, 17, 18)]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "GOLIVE_"))}
        found = Scene(folder, tuple(servers), inherited)
        passwords = []
        for number, server in enumerate(servers):
            reader = _model(server, folder / "shop")
            assert reader.password is not None
            passwords.append(reader.password)
            found.environment[f"READER_{number}"] = reader.password
        places = [(f"shop{n:03}", n % 3) for n in range(databases - OTHER)]
        places += [(f"other{n}", 3) for n in range(OTHER)]
        lines = ["[fleet]", 'title = "Shops"', 'platform = "shop"', "connections = 2"]
        for number, server in enumerate(servers):
            _copied(server, [name for name, there in places if there == number])
        for name, number in places:
            port = servers[number].admin.fields["port"]
            lines += ["", "[[database]]", f'name = "{name}"', f'dsn = "postgresql://{READER}@127.0.0.1:{port}/{name}"']
            lines += [f'password_variable = "READER_{number}"']
        _spoil(found, places)
        (folder / "fleet.toml").write_text("\n".join(lines) + "\n", "utf-8")
        yield found


def _model(server: Server, platform: Path) -> Dsn:
    """The database that the others are copies of, and the login that looks."""
    dsn = server.create_database("model")
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute(MODEL.encode())
    if not platform.exists():
        learn(dsn, platform)
        (platform / "platform.toml").write_text(CLAIMS, "utf-8")
    return made(dsn, load_platform(platform)).reader


def _copied(server: Server, names: Sequence[str]) -> None:
    with psycopg.connect(server.admin.reveal(), autocommit=True) as connection:
        for name in names:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE model").format(sql.Identifier(name)))


def _spoil(found: Scene, places: Sequence[tuple[str, int]]) -> None:
    """Far from each other, so that every part of a run has some."""
    usual = [(name, number) for name, number in places if number < 3]
    step = max(1, len(usual) // (len(DRIFTED) + UNREACHABLE))
    chosen = usual[::step][: len(DRIFTED) + UNREACHABLE]
    for (name, number), statement in zip(chosen, DRIFTED, strict=False):
        with psycopg.connect(found.servers[number].admin.database(name).reveal(), autocommit=True) as connection:
            connection.execute(statement.encode())
        found.drifted.append(name)
    gone, closed, barred = chosen[len(DRIFTED) :]
    for (name, number), statement in (
        (gone, "DROP DATABASE {}"),
        (closed, "ALTER DATABASE {} ALLOW_CONNECTIONS false"),
        (barred, "ALTER DATABASE {} CONNECTION LIMIT 0"),
    ):
        with psycopg.connect(found.servers[number].admin.reveal(), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
        found.unreachable.append(name)
    found.other += [name for name, number in places if number == 3]


@dataclass
class Watched:
    """What a look at the servers and at the processes of a run, again and again, has seen."""

    most: Counter[int] = field(default_factory=Counter)  # by server, sessions of ours at once
    looks: int = 0
    cpu: dict[int, float] = field(default_factory=dict)  # by process
    memory: list[tuple[int, float, float]] = field(
        default_factory=list
    )  # finished; MB of the run, of its largest worker

    @property
    def seconds(self) -> float:
        return sum(self.cpu.values())


@contextmanager
def watched(found: Scene, process: int, out: Path) -> Iterator[Watched]:
    seen, over = Watched(), threading.Event()

    def look() -> None:
        with ExitStack() as stack:
            asked = [
                stack.enter_context(psycopg.connect(server.admin.reveal(), autocommit=True)) for server in found.servers
            ]
            run = psutil.Process(process)
            while not over.is_set():
                for number, connection in enumerate(asked):
                    row: Any = connection.execute(
                        "SELECT count(*) FROM pg_stat_activity WHERE usename = %s", (READER,)
                    ).fetchone()
                    seen.most[number] = max(seen.most[number], row[0])
                seen.looks += 1
                if seen.looks % 10 == 1:
                    _weigh(run, seen, out)
                sleep(0.02)

    watching = threading.Thread(target=look)
    watching.start()
    try:
        yield seen
    finally:
        over.set()
        watching.join()


def _weigh(run: psutil.Process, seen: Watched, out: Path) -> None:
    try:
        processes = [run, *run.children(recursive=True)]
    except psutil.Error:
        return
    sizes = []
    for one in processes:
        try:
            times = one.cpu_times()
            seen.cpu[one.pid] = times.user + times.system
            sizes.append(one.memory_info().rss / 1e6)
        except psutil.Error:
            continue
    if sizes:
        finished = sum(1 for _ in out.glob("databases/[!.]*"))
        seen.memory.append((finished, sizes[0], max(sizes[1:], default=0.0)))


def named_on(page: str, names: Mapping[str, object]) -> set[str]:
    """Which databases a page names before it lists all of them."""
    attention = page.partition('<section id="databases"')[0]
    return {name for name in names if f">{name}<" in attention}
