"""`postgres` is started as a child of ours and dies with us, also by kill -9."""

import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import sql

from golive.model.errors import WrongUse
from golive.model.target import Dsn
from golive.server.account import Account, server_account
from golive.server.binaries import Binaries
from golive.server.enclosure import enclosed
from golive.server.folders import RunFolder, home, new_run_folder, run_folder_within
from golive.server.running import Server
from golive.server.template import SUPERUSER, environment, reachable, template
from golive.server.verifier import verifier

PATIENCE = 60.0
ATTEMPTS = 5  # a free port may be taken by somebody else before the server binds it
PR_SET_PDEATHSIG = 1
# Settings stand on the command line, where pg_settings.source tells them from a platform's own.
# fsync stays on where a platform is certified, since an audit looks at it; a proof of a backup goes without.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_prepared_transactions": "10",
}


class NotStarted(Exception):
    """The server ended before it answered; the text is the end of its log."""


def launch(
    binaries: Binaries, description: str = "", durable: bool = True, walled: bool = False, within: Path | None = None
) -> Server:
    """A fresh cluster with a password of its own, on a free port of 127.0.0.1; walled: see `enclosure`.

    `within`: the folder that its files lie in, where they may not lie in ours.
    """
    if threading.current_thread() is not threading.main_thread():
        # Linux ends the server with the thread that started it, not with the process
        raise RuntimeError("launch a server from the main thread: it lives as long as the thread that started it")
    account = server_account()
    place = home(account)
    binaries = reachable(binaries, place, account)
    run = new_run_folder(place, account) if within is None else run_folder_within(within, account)
    settings = SETTINGS if durable else SETTINGS | {"fsync": "off"}
    try:
        kept = template(binaries, place, account)
        try:
            kept.copy(run.path / "data", account)
            process, port = _started(binaries, run, account, kept.password, settings, walled)
        except (NotStarted, OSError):
            # a template damaged by a power cut or a cleaner of temporary files is made once more
            kept.forget()
            kept = template(binaries, place, account)
            _emptied(run)
            kept.copy(run.path / "data", account)
            process, port = _started(binaries, run, account, kept.password, settings, walled)
        admin = _own_password(_dsn(port, kept.password))
    except NotStarted as error:
        run.remove()
        raise WrongUse(binaries.description, f"did not start: {error}", "name other binaries by --pg-bin") from None
    except BaseException:
        run.remove()
        raise
    notes = (binaries.note,) if binaries.note else ()

    def stop() -> None:
        if _ended(process) and not walled and within is None:  # where code of strangers ran, no file is trusted
            kept.take_back(run.path / "data", account)
        run.remove()

    return Server(description or binaries.description, binaries.version, run.path, admin, stop, notes)


def _started(
    binaries: Binaries, run: RunFolder, account: Account, password: str, settings: dict[str, str], walled: bool
) -> tuple[subprocess.Popen[bytes], int]:
    failure = NotStarted("no attempt")
    for _ in range(ATTEMPTS):
        port = free_port()
        process = _spawn(binaries, run.path, account, settings | {"port": str(port)}, walled)
        try:
            _answers(process, _dsn(port, password), run.path / "log")
        except NotStarted as error:
            failure = error
            if "could not bind" not in str(error):
                break
        except BaseException:
            _ended(process)
            raise
        else:
            return process, port
    raise failure


def _spawn(
    binaries: Binaries, folder: Path, account: Account, settings: dict[str, str], walled: bool
) -> subprocess.Popen[bytes]:
    if any((binaries.folder.parent / "lib").glob("**/pg_stat_statements.*")):
        settings = settings | {"shared_preload_libraries": "pg_stat_statements"}
    words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    log = folder / "log"
    log.touch(mode=0o600)
    with log.open("wb") as written, warnings.catch_warnings():
        # 3.12 warns of a fork beside other threads; the child makes one system call before it becomes postgres
        warnings.simplefilter("ignore", DeprecationWarning)
        return subprocess.Popen(
            [binaries.program("postgres"), "-D", folder / "data", *words],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environment(binaries),
            umask=0o077,
            start_new_session=True,  # Ctrl-C is for the run, which then stops its server
            preexec_fn=_before(dies_with(os.getpid()), enclosed(binaries, folder) if walled else None),
            **account.identity,
        )


def dies_with(parent: int, by: signal.Signals = signal.SIGQUIT) -> Callable[[], None] | None:
    """Set after the change of identity, which would clear it. Elsewhere than Linux the next run sweeps."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)

    def arrange() -> None:
        libc.prctl(PR_SET_PDEATHSIG, by)
        if os.getppid() != parent:
            os._exit(1)

    return arrange


def _before(*acts: Callable[[], None] | None) -> Callable[[], None] | None:
    """All that a child does before it becomes postgres."""
    wanted = [act for act in acts if act is not None]

    def arrange() -> None:
        for act in wanted:
            act()

    return arrange if wanted else None


def _answers(process: subprocess.Popen[bytes], dsn: Dsn, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        if process.poll() is not None:
            raise NotStarted(_last_words(log))
        try:
            psycopg.connect(dsn.reveal(), connect_timeout=5).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                _ended(process)
                raise NotStarted(f"no answer within {PATIENCE:.0f} s; {_last_words(log)}") from None
            time.sleep(0.01)
        else:
            return


def _own_password(dsn: Dsn) -> Dsn:
    own = Dsn.of(**{**dsn.fields, "password": secrets.token_urlsafe(24)})
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        kept = sql.Literal(verifier(own.password or ""))
        connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(SUPERUSER), kept))
    return own


def _dsn(port: int, password: str) -> Dsn:
    return Dsn.of(user=SUPERUSER, password=password, host="127.0.0.1", port=str(port), dbname="postgres")


def _ended(process: subprocess.Popen[bytes]) -> bool:
    """At once: nothing of a scratch cluster is kept, so no checkpoint is waited for. Whether its children have too."""
    if process.poll() is not None:
        return False
    process.send_signal(signal.SIGQUIT)
    try:
        return process.wait(10) >= 0  # it waits for them, where no signal ends it
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False


def _emptied(run: RunFolder) -> None:
    shutil.rmtree(run.path / "data", ignore_errors=True)


def _last_words(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return " / ".join(lines[-3:]) or "it said nothing"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
