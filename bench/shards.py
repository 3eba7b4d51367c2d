"""Databases of one platform as a fleet: each made by the same statements, as shards are, and not a copy of another."""

import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import psycopg

from bench.wide import Meter, Spent, Wide, database
from golive.model.platform import load_platform
from golive.model.strict_json import loads
from golive.server import Server
from golive.server.logins import READER, script

HEAD = """
[fleet]
title = "Shards"
platform = "{platform}"
password_variable = "READER"
connections = {sessions}
"""
EACH = """
[[database]]
name = "{name}"
dsn = "{address}"
"""
FEW, ALL = 4, 16
AT_ONCE, SESSIONS = 2, 2  # as many as pg_prove has jobs, and what one look holds


@dataclass(frozen=True, slots=True)
class Shards:
    """Two fleets, of all of them and of a few: what the others cost is of each, without what begins a run."""

    folder: Path
    environment: dict[str, str]

    @classmethod
    def make(cls, server: Server, wide: Wide, folder: Path, more: str) -> "Shards":
        folder.mkdir()
        platform = load_platform(wide.folder)
        fields = {name: value for name, value in wide.reader.fields.items() if name not in ("password", "dbname")}
        entries = []
        for number in range(ALL):
            name = f"shard_{number}"
            with psycopg.connect(database(server, name, 1000, 0, more).reveal(), autocommit=True) as connection:
                connection.execute(script(platform, {READER}).encode())
            address = " ".join(f"{field}={value}" for field, value in (*fields.items(), ("dbname", name)))
            entries.append(EACH.format(name=name, address=address))
        with psycopg.connect(wide.dsn.reveal(), autocommit=True) as connection:
            connection.execute(f"ALTER ROLE {READER} CONNECTION LIMIT {AT_ONCE * SESSIONS}".encode())
        head = HEAD.format(platform=wide.folder, sessions=AT_ONCE * SESSIONS)
        for several in (FEW, ALL):
            (folder / f"{several}.toml").write_text("".join([head, *entries[:several]]), "utf-8")
        return cls(folder, {**wide.surroundings(folder), "READER": wide.reader.password or ""})

    def each(self, meter: Meter) -> Spent:
        few, all_ = self._looked(FEW, meter), self._looked(ALL, meter)
        return Spent((all_.seconds - few.seconds) / (ALL - FEW), (all_.cpu - few.cpu) / (ALL - FEW))

    def _looked(self, several: int, meter: Meter) -> Spent:
        out = self.folder / f"{several}"
        rmtree(out, ignore_errors=True)
        words = [str(self.folder / f"{several}.toml"), "--out", str(out), "--workers", str(AT_ONCE)]
        spent = meter.of([sys.executable, "-m", "golive", "fleet", *words], self.environment)
        verdicts = [one["verdict"] for one in loads((out / "fleet.json").read_bytes())["databases"]]
        if verdicts != several * ["CERTIFIED"]:
            raise SystemExit(str(verdicts))
        return spent
