"""PostgreSQL refuses to run as root, so under root it runs as `nobody`."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from golive.model.errors import WrongUse


class Identity(TypedDict, total=False):
    """The arguments of subprocess that change the identity of a child."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """Who the server runs as."""

    uid: int
    gid: int
    borrowed: bool  # not our own identity: its files must be given to it

    @property
    def identity(self) -> Identity:
        return Identity(user=self.uid, group=self.gid, extra_groups=[]) if self.borrowed else Identity()

    def can_run(self, program: Path) -> bool:
        try:
            answer = subprocess.run(
                [program, "--version"], capture_output=True, timeout=20, check=False, cwd="/", **self.identity
            )
        except OSError:
            return False
        return answer.returncode == 0

    def can_reach(self, folder: Path) -> bool:
        """Every folder on the way may be passed through by others, where we are not the server's account."""
        return not self.borrowed or all(each.stat().st_mode & 0o001 for each in (folder, *folder.parents))

    def give(self, path: Path) -> None:
        if self.borrowed:
            os.chown(path, self.uid, self.gid)


def server_account() -> Account:
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), borrowed=False)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise WrongUse(
            "running as root", "PostgreSQL refuses it and there is no user nobody", "run as an ordinary user"
        ) from None
    return Account(nobody.pw_uid, nobody.pw_gid, borrowed=True)
