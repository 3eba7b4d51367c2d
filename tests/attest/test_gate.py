"""Only what was certified is deployed: this lock, these claims, these steps, by a key that is given."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from golive.attest.envelope import sealed
from golive.attest.gate import admitted
from golive.attest.papers import Papers
from golive.attest.statement import statement
from golive.model.errors import WrongUse
from golive.model.platform import Platform, load_platform
from golive.reports.document import dumped
from golive.verdict.certificate import Digests

from .test_forged import NOW, OURS, PLATFORM, SOUND, THEIRS

SHOP = Path(__file__).parents[1] / "platforms" / "shop"


def papers(platform: Platform) -> Papers:
    of = replace(PLATFORM, name=platform.name, digests=Digests(**platform.digests))
    text = dumped(replace(SOUND, platforms=(of,)))
    return Papers(Path("certificate.json"), text.encode(), sealed(statement(text), OURS).encode())


def test_what_was_certified_is_admitted() -> None:
    shop = load_platform(SHOP)
    assert admitted(papers(shop), OURS.public_key(), shop, NOW).startswith("--gate: certified on 2026-01-02")


@pytest.mark.parametrize(
    ("file", "said"),
    [("lock.json", "digest lock="), ("platform.toml", "digest platform="), ("steps/*/deploy.sql", "digest steps=")],
)
def test_what_was_changed_since_is_not(tmp_path: Path, file: str, said: str) -> None:
    folder = Path(shutil.copytree(SHOP, tmp_path / "shop"))
    certified = papers(load_platform(folder))
    path = sorted(folder.glob(file))[0]
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    with pytest.raises(WrongUse, match=said):
        admitted(certified, OURS.public_key(), load_platform(folder), NOW)


def test_neither_is_what_does_not_hold() -> None:
    shop = load_platform(SHOP)
    for told, key, now, said in (
        (papers(shop), THEIRS.public_key(), NOW, "signed with another key"),
        (papers(shop), OURS.public_key(), NOW + timedelta(days=40), "has expired"),
        (replace(papers(shop), envelope=None), OURS.public_key(), NOW, "is not signed"),
        (papers(load_platform(SHOP.parent / "sample")), OURS.public_key(), NOW, "digest|it is of sample"),
    ):
        with pytest.raises(WrongUse, match=said):
            admitted(told, key, shop, now)
