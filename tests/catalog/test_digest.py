"""A lock that was changed by hand says so; one that a person has read is taken, and nothing but its digest changes."""

import shutil
from pathlib import Path

import pytest

from golive.app.cli import main
from golive.model.errors import WrongUse
from golive.model.lock import load_lock
from golive.model.platform import load_platform
from golive.model.snapshot import Server, Snapshot
from golive.verdict.audits import judge

SHOP = Path(__file__).parents[1] / "platforms" / "shop"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHOP, tmp_path / "shop"))


def without_notes(lock: Path) -> str:
    """An entry that somebody takes out."""
    lines = lock.read_text("utf-8").splitlines(keepends=True)
    taken = next(
        n for n, line in enumerate(lines) if line.strip().startswith('"public.notes.') and line.endswith(",\n")
    )
    return "".join(lines[:taken] + lines[taken + 1 :])


def test_an_entry_taken_out_by_hand_is_wrong_use(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = shop / "lock.json"
    changed = without_notes(lock)
    lock.write_text(changed, "utf-8")
    with pytest.raises(WrongUse, match="does not fit what stands in the file"):
        load_platform(shop)
    assert main(["lock", "--platform", str(shop)]) == 4
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"golive lock --accept --platform {shop}" in said

    assert main(["lock", "--platform", str(shop), "--accept"]) == 0
    assert load_lock(lock).digested
    before, after = changed.splitlines(), lock.read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == [after[2]]
    assert '"digest": "sha256:' in after[2]
    accepted = lock.read_bytes()
    assert main(["lock", "--platform", str(shop), "--accept"]) == 0
    assert lock.read_bytes() == accepted


def test_a_lock_without_a_digest_is_read_with_one_advice(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = shop / "lock.json"
    whole = lock.read_text("utf-8")
    bare = "".join(line for line in whole.splitlines(keepends=True) if '"digest"' not in line)
    lock.write_text(bare, "utf-8")
    assert main(["lock", "--platform", str(shop)]) == 0
    assert "has no digest" in capsys.readouterr().out
    live = Snapshot(Server(170000, "17", "none", "nobody"), {})
    (advised,) = judge(load_platform(shop), live, ["LCK003"])
    (advice,) = advised.found
    assert not advice.severity.blocks
    assert advice.mend.text.endswith(f"golive lock --accept --platform {shop}")
    assert main(["lock", "--platform", str(shop), "--accept"]) == 0
    assert lock.read_text("utf-8") == whole
    (silent,) = judge(load_platform(shop), live, ["LCK003"])
    assert (silent.found, silent.looked_at > 0) == ([], True)


@pytest.mark.parametrize("folder", sorted(Path(SHOP.parents[2] / "sql" / "platforms").iterdir()), ids=lambda p: p.name)
def test_locks_of_the_built_in_platforms_fit(folder: Path) -> None:
    if folder.is_dir() and (folder / "lock.json").exists():
        assert load_lock(folder / "lock.json").digested
