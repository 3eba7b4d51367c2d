"""A hot standby of a server of our own, made by its own pg_basebackup; it follows until it is promoted."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from golive.model.target import Dsn
from golive.server import find_binaries
from golive.server.account import server_account
from golive.server.client import client_environment
from golive.server.folders import home, new_run_folder
from golive.server.template import reachable

_SECONDS = 60
_SETTINGS = ("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_prepared_transactions=10")


@contextmanager
def standby_of(primary: Dsn, major: int) -> Iterator[Dsn]:
    account = server_account()
    place = home(account)
    binaries = reachable(find_binaries("embedded", version=major), place, account)
    kept = new_run_folder(place, account)
    folder = kept.path / "standby"
    folder.mkdir(mode=0o700)
    account.give(folder)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    try:
        subprocess.run(
            [binaries.program("pg_basebackup"), "-D", folder / "data", "-R", "-X", "stream", "--checkpoint=fast"],
            env=client_environment(primary.database("postgres")),
            check=True,
            capture_output=True,
            cwd=folder,
            **account.identity,
        )
        settings = [word for one in (f"port={port}", *_SETTINGS) for word in ("-c", one)]
        with (folder / "log").open("wb") as said:
            process = subprocess.Popen(
                [binaries.program("postgres"), "-D", folder / "data", *settings],
                stdout=said,
                stderr=said,
                cwd=folder,
                **account.identity,
            )
        try:
            dsn = Dsn.of(**{**primary.fields, "port": str(port)})
            deadline = time.monotonic() + _SECONDS
            while not _answers(dsn):
                log = (folder / "log").read_text("utf-8", "replace")
                assert time.monotonic() < deadline, f"the standby does not answer: {log}"
            yield dsn
        finally:
            process.kill()
            process.wait()
    finally:
        kept.remove()


def _answers(dsn: Dsn) -> bool:
    try:
        psycopg.connect(dsn.reveal(), connect_timeout=5).close()
    except psycopg.OperationalError:
        time.sleep(0.05)
        return False
    return True
