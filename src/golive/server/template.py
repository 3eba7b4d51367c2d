"""An initialised cluster is kept per version and copied for each launch: initdb is most of a start."""

import hashlib
import os
import secrets
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from golive.model.errors import WrongUse
from golive.server.account import Account
from golive.server.binaries import Binaries
from golive.server.folders import Home
from golive.server.identifier import renew
from golive.server.spares import given_back, taken

SUPERUSER = "postgres"
# No trust for anybody: another user of the machine can reach the port, but has no password.
# The second line lets a standby be made of the cluster.
HBA = """\
host all all 127.0.0.1/32 scram-sha-256
host replication all 127.0.0.1/32 scram-sha-256
"""


@dataclass(frozen=True, slots=True)
class Template:
    """A data folder and the password of its superuser, readable by its owner only."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def password(self) -> str:
        return (self.folder / "password").read_text(encoding="ascii")

    @property
    def spares(self) -> Path:
        return self.folder / "spares"

    def copy(self, data: Path, account: Account) -> None:
        if not taken(self.spares, self.data, data, account):
            shutil.copytree(self.data, data, symlinks=True)
            if account.borrowed:
                for root, _, files in os.walk(data):
                    account.give(Path(root))
                    for name in files:
                        os.chown(os.path.join(root, name), account.uid, account.gid)  # noqa: PTH118 (1,000 files)
        renew(data)

    def take_back(self, data: Path, account: Account) -> None:
        """Of a server that has ended; what cannot be as it was is no spare."""
        with suppress(OSError):
            given_back(self.spares, self.data, data, account)

    def forget(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def reachable(binaries: Binaries, place: Home, account: Account) -> Binaries:
    """The binaries, or a copy of them where the server's account cannot reach a private folder."""
    if account.can_run(binaries.program("postgres")):
        return binaries
    tree = binaries.folder.parent
    if not (tree / "lib").is_dir() or not (tree / "share").is_dir():
        raise WrongUse(
            str(binaries.folder),
            "cannot be run by the user nobody, and has no lib and share beside it to be copied with",
            "run as an ordinary user, or name readable binaries by --pg-bin",
        )
    parts = (tree, *binaries.libraries)
    common = Path(os.path.commonpath([each.parent for each in parts]))
    stamp = f"{tree}{binaries.program('postgres').stat().st_mtime_ns}"
    copy = place.room("binaries") / f"{_name(binaries)}-{_digest(stamp)}"
    with place.alone():
        if not copy.exists():
            making = copy.with_name(copy.name + ".making")
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            for part in parts:
                shutil.copytree(part, making / part.relative_to(common), symlinks=True)
            _open(making)
            making.rename(copy)
    moved = copy / binaries.folder.relative_to(common)
    return Binaries(binaries.provider, binaries.version, moved, binaries.libraries)


def template(binaries: Binaries, place: Home, account: Account) -> Template:
    """Made once per provider, version and way of making it; put in place whole or not at all."""
    attempts = _ways(binaries)
    folder = place.room("clusters") / f"{_name(binaries)}-{account.uid}-{_digest(repr(attempts) + HBA)}"
    with place.alone():
        if not folder.exists():
            making = folder.with_name(folder.name + ".making")
            _make(binaries, making, account, attempts)
            making.rename(folder)
    return Template(folder)


def environment(binaries: Binaries) -> dict[str, str]:
    """What a server sees of our environment: nothing that would make one machine's cluster differ."""
    kept = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    icu = binaries.folder.parent / "share" / "icu"
    return env | {"TZ": "UTC", "LC_ALL": "C"} | ({"ICU_DATA": str(icu)} if icu.is_dir() else {})


def _make(binaries: Binaries, making: Path, account: Account, attempts: list[list[str]]) -> None:
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700)
    making.chmod(0o711 if account.borrowed else 0o700)
    password = making / "password"
    password.touch(mode=0o600)
    password.write_text(secrets.token_urlsafe(24), encoding="ascii")
    handed = making / "handed"  # initdb reads it as the server's account
    shutil.copy(password, handed)
    account.give(handed)
    for locale in attempts:
        data = making / "data"
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(mode=0o700)
        account.give(data)
        answer = subprocess.run(
            [
                binaries.program("initdb"), f"--pgdata={data}", f"--username={SUPERUSER}",
                f"--pwfile={handed}", "--auth=scram-sha-256", "--encoding=UTF8", "--no-sync", *locale,
            ],
            capture_output=True, text=True, check=False, cwd=making, env=environment(binaries),
            umask=0o077, **account.identity,
        )  # fmt: skip
        if answer.returncode == 0:
            break
    else:
        shutil.rmtree(making, ignore_errors=True)
        said = (answer.stderr.strip() or "nothing").splitlines()[-1]
        raise WrongUse(str(binaries.program("initdb")), f"made no cluster: {said}", "name other binaries by --pg-bin")
    handed.unlink()
    hba = data / "pg_hba.conf"
    hba.write_text(HBA, encoding="ascii")


def _ways(binaries: Binaries) -> list[list[str]]:
    """The same order of text on every machine; plain C where a system knows no C.UTF-8."""
    if binaries.major >= 17:
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        ways = [[*builtin, "--locale=C.UTF-8"], [*builtin, "--locale=C"]]
    else:
        ways = [["--locale=C.UTF-8"], ["--locale=C"]]
    return ways if sys.platform == "linux" else ways[1:]


def _open(folder: Path) -> None:
    for root, _, files in os.walk(folder):
        Path(root).chmod(0o755)
        for name in files:
            path = Path(root) / name
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)


def _name(binaries: Binaries) -> str:
    return f"{binaries.provider.strip('-')}-{binaries.version}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
