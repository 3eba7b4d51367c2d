"""What a process remembers of one database says of another only what a look at that one says itself."""

import re
from collections.abc import Mapping
from typing import Any

from golive.fleet.task import Asked, Looked, Remembered, look
from golive.model.platform import load_platform
from golive.model.target import Dsn
from golive.reports.document import document
from tests.fleet.conftest import GONE, SHOP

SENT = re.compile(r"none of [0-9]+ statements")


def test_a_look_that_remembers_another_database_says_the_same(databases: Mapping[str, Dsn]) -> None:
    platform, asked = load_platform(SHOP), Asked()
    there = {name: dsn for name, dsn in databases.items() if name != GONE}
    fresh = {name: said(look(dsn, platform, asked)) for name, dsn in there.items()}
    left = Remembered()
    for name in "abadbcdaf":  # the sound after the drifted, these after each other and after the sound
        left = left.lent()
        assert said(look(there[name], platform, asked, remembered=left)) == fresh[name], name


def said(looked: Looked) -> tuple[dict[str, Any], str]:
    """All but times, and how many statements it took."""
    certificate = document(looked.certificate)
    for name in ("finished", "started", "expires"):
        del certificate[name]
    for one in certificate["platforms"]:
        one["digests"]["snapshot"] = ""
        one["harmless"] = [SENT.sub("", line) for line in one["harmless"]]
    return certificate, SENT.sub("", looked.snapshot.partition("\n")[2])


def test_what_was_not_asked_in_time_is_unknown(databases: Mapping[str, Dsn]) -> None:
    looked = look(databases["a"], load_platform(SHOP), Asked(), seconds=-1)
    over = "it was not asked: the time that this database may take was over (seconds)"
    assert looked.certificate.unknowns
    assert [one.why for one in looked.certificate.unknowns if over not in one.why] == []
    assert not looked.certificate.broken
    assert looked.certificate.verdict == "NOT CERTIFIED"
