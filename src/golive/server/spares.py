"""Clusters that were used and are as their template again: nothing of their run is left in them.

Of a thousand files a run writes some thirty. To remove and copy all of them costs more than the start of the server,
and ext4 looks a minute long for inodes among those that were just removed.
"""

import os
import shutil
from pathlib import Path

from golive.server.account import Account

KEPT = 8  # by template, 40 MB each


def taken(spares: Path, template: Path, data: Path, account: Account) -> bool:
    """Whether one was there, which is at `data` from here on; another start may be quicker.

    What cleans temporary folders may have taken files that nobody has read for days.
    """
    for spare in _there(spares):
        try:
            spare.rename(data)
        except FileNotFoundError:
            continue
        _made_as(template, data, account)
        return True
    return False


def given_back(spares: Path, template: Path, data: Path, account: Account) -> None:
    """Of a server that has ended."""
    spares.mkdir(mode=0o711 if account.borrowed else 0o700, exist_ok=True)
    if len(_there(spares)) < KEPT:
        _made_as(template, data, account)
        data.rename(spares / data.parent.name)


def _there(spares: Path) -> list[Path]:
    return list(spares.iterdir()) if spares.exists() else []


def _made_as(template: Path, folder: Path, account: Account) -> None:
    """By names, sizes and times of writing: a copy has the times of what it was copied from."""
    with os.scandir(template) as wanted, os.scandir(folder) as found:
        there = {one.name: one for one in found}
        for one in wanted:
            other, path = there.pop(one.name, None), folder / one.name
            if one.is_dir():
                if other is None:
                    path.mkdir(mode=0o700)
                    account.give(path)
                _made_as(Path(one.path), path, account)
            elif other is None or _written(one) != _written(other):
                shutil.copy2(one.path, path)
                account.give(path)
    for more in there.values():
        if more.is_dir(follow_symlinks=False):
            shutil.rmtree(more.path)
        else:
            os.unlink(more.path)  # noqa: PTH108 (300 files of each database)


def _written(file: os.DirEntry[str]) -> tuple[int, int]:
    found = file.stat(follow_symlinks=False)
    return found.st_size, found.st_mtime_ns
