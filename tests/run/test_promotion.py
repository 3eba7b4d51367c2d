"""The whole command with both sides: organisation 4 of aimee from its source, kept or renumbered, one key or two."""

import re
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from golive.model.claims.credential import Format
from golive.model.platform import BUILT_IN
from golive.vault.keys import derived
from golive.vault.seal import Plain, seal
from golive.vault.stored import Reader

# The key of the built-in platform's invented rows, and one of this test.
KEY, ANOTHER = "aimee-fixture-key-2025-lantern-quay-01", "a key that the source alone has, 32 and more"
FORM = Format(cipher="aes-256-cbc", derive=("sha256",), variable="ENCRYPTION_KEY")
SEALED = re.compile(r"[0-9a-f]{32}:(?:[0-9a-f]{32})+")


@pytest.fixture
def aimee(tmp_path: Path) -> Path:
    return Path(copytree(BUILT_IN / "aimee", tmp_path / "aimee"))


def change(platform: Path, old: str, new: str) -> None:
    text = (platform / "platform.toml").read_text("utf-8")
    assert old in text
    (platform / "platform.toml").write_text(text.replace(old, new), "utf-8")


def seal_source_with(platform: Path, key: str) -> None:
    path = platform / "source" / "50_alpine.sql"
    opening = FORM.sealing.opener(derived(KEY, FORM), FORM.tagged)

    def again(found: re.Match[str]) -> str:
        data = opening(Reader(FORM).read(found[0], None, None), None)
        assert data is not None
        return str(seal(FORM, key, Plain(data)).stored)

    path.write_text(SEALED.sub(again, path.read_text("utf-8")), "utf-8")


def renumber(platform: Path) -> None:
    """The tenant is not here yet, and keeps its own number alone; what names its rows by number is taken out."""
    public = 'public = ["public.organizations"'
    change(platform, public + ', "public.integrations"]', 'ids = "remap"\n' + public + "]")
    for section in ("20", "21"):
        change(platform, f"section_id = {section}, ", "")
    (platform / "baseline" / "50_by_hand.sql").unlink()
    (platform / "smoke" / "0002_nonsense_is_refused.sql").unlink()


@pytest.mark.parametrize(
    ("keys", "ids"),
    [
        ("two keys", "remap"),
        *(pytest.param(*case, marks=pytest.mark.deep) for case in (
            ("one key", "keep"), ("one key", "remap"), ("two keys", "keep")
        )),
    ],
)  # fmt: skip
def test_an_organisation_is_promoted_and_proved(run: Any, aimee: Path, ids: str, keys: str) -> None:
    if keys == "two keys":
        seal_source_with(aimee, ANOTHER)
        change(
            aimee,
            f'embedded = {{ ENCRYPTION_KEY = "{KEY}"',
            f'embedded = {{ ENCRYPTION_KEY = "{KEY}", SOURCE_ENCRYPTION_KEY = "{ANOTHER}"',
        )
    if ids == "remap":
        renumber(aimee)
    answer = run("--platform", aimee)
    assert answer.code == 0, answer.text
    examined = {one["code"]: one for one in answer.platform["examined"]}
    assert {one["outcome"] for code, one in examined.items() if code[:3] in ("PRM", "REF", "CRD")} <= {"OK", "ADVICE"}
    assert examined["PRM003"]["looked_at"] > 50
    assert ("PRM011" in examined and examined["PRM011"]["looked_at"] >= 3) == (keys == "two keys")
    assert not any(key in answer.text for key in (KEY, ANOTHER))


@pytest.mark.deep
def test_a_reference_that_nobody_decided_on_stops_everything(run: Any, aimee: Path) -> None:
    change(aimee, 'of = "public.agent_workflows.assigned_team_id"', 'of = "public.users.organization_id"')
    answer = run("--platform", aimee)
    assert answer.code == 1, answer.text
    assert "public.agent_workflows.assigned_team_id: 1 rows that are not taken" in answer.text
    assert {one["code"]: one["outcome"] for one in answer.platform["examined"]}["PRM005"] == "ERROR"
