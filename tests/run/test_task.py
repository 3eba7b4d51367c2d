"""A database judged in one process, without pytest, has the certificate that a run gives it."""

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from golive.fleet.task import Asked, Looked, Remembered, look
from golive.model.errors import WrongUse
from golive.model.platform import load_platform
from golive.model.target import Dsn
from golive.reports.document import document
from golive.verdict.snapshot_file import opened
from tests.run.conftest import Command

HEAD = ("started", "finished", "expires", "command")


def of_the_database(certificate: dict[str, Any]) -> dict[str, Any]:
    """Without what is of the run: its times, its command, and the digest of a file whose head has both."""
    for name in HEAD:
        del certificate[name]
    for platform in certificate["platforms"]:
        platform["digests"]["snapshot"] = ""
        platform["examined"] = [one | {"seconds": 0.0} for one in platform["examined"]]
    return certificate


def test_a_task_judges_as_a_run_does(
    run: Command, shop: Path, migrated: Dsn, do: Callable[..., list[tuple[Any, ...]]]
) -> None:
    do(migrated, "ALTER TABLE public.notes ADD COLUMN by_hand text")
    there = run.postcheck(shop, migrated).certificate
    looked = look(migrated, load_platform(shop), Asked())
    here = document(looked.certificate)
    assert here["platforms"][0]["findings"]
    assert of_the_database(here) == of_the_database(there)
    assert (run.out / "snapshot.json").read_text("utf-8").split("\n", 1)[1] == looked.snapshot.split("\n", 1)[1]


@pytest.mark.deep
def test_a_task_scans_as_a_run_does(run: Command, found: Dsn) -> None:
    there = run("-m", "postcheck", "--dsn", found.reveal()).certificate
    looked = look(found, None, Asked())
    assert of_the_database(document(looked.certificate)) == of_the_database(there)
    assert looked.failing == bool(looked.certificate.findings)


def test_what_comes_of_it_is_a_value_without_the_password(shop: Path, migrated: Dsn) -> None:
    looked = look(migrated, load_platform(shop), Asked())
    sent = pickle.dumps(looked)
    assert pickle.loads(sent) == looked
    assert migrated.password is not None
    assert migrated.password.encode() not in sent
    assert opened(looked.snapshot.encode(), "here").run.target == str(migrated)
    assert json.loads(looked.snapshot)["head"]["platform"] == "shop"


def test_a_database_that_cannot_be_had_is_one_line(shop: Path, migrated: Dsn) -> None:
    with pytest.raises(WrongUse, match="cannot connect") as said:
        look(migrated.database("nowhere"), load_platform(shop), Asked(), place="fleet.toml: nowhere")
    assert str(said.value).startswith("fleet.toml: nowhere: ")
    assert migrated.password not in str(said.value)


def test_a_look_that_remembers_says_what_one_says_that_does_not(
    shop: Path, migrated: Dsn, do: Callable[..., list[tuple[Any, ...]]]
) -> None:
    platform, asked, remembered = load_platform(shop), Asked(), Remembered()

    def verdict(looked: Looked) -> dict[str, Any]:
        """Without how many statements it took."""
        told = of_the_database(document(looked.certificate))
        told["platforms"] = [one | {"harmless": []} for one in told["platforms"]]
        return told

    def same() -> set[str]:
        """What was judged again though a look before this one has judged it."""
        before = {test: one.result for test, one in remembered.judged.stands.items()}
        known = look(migrated, platform, asked, remembered=remembered)
        fresh = look(migrated, platform, asked)
        assert verdict(known) == verdict(fresh)
        after = remembered.judged.stands
        return {one.result.code for test, one in after.items() if one.result is not before.get(test)}

    every = same()
    again = same()
    assert len(again) < len(every) / 2
    do(migrated, "ALTER TABLE public.notes ADD COLUMN by_hand text")
    changed = same()
    assert "LCK001" in changed
    assert again < changed < every
    do(migrated, "UPDATE public.notes SET body = body")
    assert same() == again
