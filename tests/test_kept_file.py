"""snapshot.json holds what a verdict stands on and no secret; its times stand in its head and nowhere else."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from golive.app.judge import judge
from golive.model import questions as q
from golive.model.catalog import Comment
from golive.model.evidence import Evidence, Numbers
from golive.model.platform import load_platform
from golive.model.secret_patterns import holds_secret
from golive.model.snapshot import Snapshot
from golive.run.case import Settings
from golive.testing.saved import snapshot_of
from golive.verdict.book import Book
from golive.verdict.certificate import Scope
from golive.verdict.snapshot_file import Kept, Run, opened

SHOP = Path(__file__).parent / "platforms" / "shop"
SOUND = snapshot_of((Path(__file__).parent / "replay" / "sample.json").read_text("utf-8"))
WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SLOW = q.ITEM.of("slow")


def kept(live: Snapshot, *, after: timedelta = timedelta()) -> Kept:
    measured = {name: one.told for name, one in live.evidence.items() if isinstance(one.told, Numbers)}
    now = WHEN + after
    live = replace(live, server=replace(live.server, now=now.isoformat()))
    return Kept(Run("sample", Scope.POSTCHECK, "0", {}, now, now, now.isoformat(), measured=measured), live)


def test_what_is_read_back_is_what_was_kept() -> None:
    live = SOUND.with_evidence({SLOW: Evidence.seen(1, told=Numbers(3.0, 12.5))})
    one = kept(live)
    found = opened(one.text().encode(), "snapshot.json")
    assert found.run == one.run
    assert found.live.server == one.live.server
    assert found.live.catalog == one.live.catalog
    assert found.live.evidence == one.live.evidence


def test_what_a_reader_would_not_see_is_an_escape() -> None:
    told = Comment("TABLE public.a", "TABLE", "public.a", "sha\u202ePot")
    live = replace(SOUND, catalog={**SOUND.catalog, Comment.kind: (told,)})
    text = kept(live).text()
    assert "\u202e" not in text
    assert opened(text.encode(), "snapshot.json").live.of(Comment) == live.of(Comment)


def test_only_the_head_tells_times() -> None:
    quick = SOUND.with_evidence({SLOW: Evidence.seen(1, told=Numbers(3.0, 12.5))})
    slow = SOUND.with_evidence({SLOW: Evidence.seen(1, told=Numbers(4.0, 99.5))})
    first, later = kept(quick).text(), kept(slow, after=timedelta(days=1)).text()
    assert first != later
    assert first.partition("\n")[2] == later.partition("\n")[2]


def test_no_secret_of_the_catalog_is_kept_and_a_comment_that_holds_one_is_judged_as_before() -> None:
    told = Comment("TABLE public.a", "TABLE", "public.a", "the old login is postgresql://app:s3cr3t-word@db.example/x")
    settings = {**SOUND.server.settings, "primary_conninfo": "user=standby password='a \\' b' host=h", "port": "1"}
    live = replace(
        SOUND,
        server=replace(SOUND.server, settings=settings),
        catalog={**SOUND.catalog, Comment.kind: (told,)},
    )
    text = kept(live).text()
    for secret in ("s3cr3t-word", "a \\\\' b"):
        assert secret not in text
    back = opened(text.encode(), "snapshot.json").live
    assert back.server.settings["primary_conninfo"] == "user=standby password=*** host=h"
    (comment,) = back.of(Comment)
    assert holds_secret(told.text)
    assert holds_secret(comment.text)
    assert "***" in kept(SOUND).text(lambda text: text.replace("public", "***"))


def test_a_certificate_ends_after_valid_days() -> None:
    platform = load_platform(SHOP)
    for days in (30, 7):
        head = platform.claims.platform.model_copy(update={"valid_days": days})
        claims = platform.claims.model_copy(update={"platform": head})
        settings = Settings((replace(platform, claims=claims),), Path("out"), Path("shared"), started=WHEN)
        assert Book(settings, "", "pytest").certificate().expires == WHEN + timedelta(days=days)


def test_another_lock_than_then_is_said(tmp_path: Path) -> None:
    platform = load_platform(SHOP)
    one = kept(SOUND)
    run = replace(one.run, platform="shop", digests={**platform.digests, "lock": "0" * 64})
    path = tmp_path / "snapshot.json"
    path.write_text(Kept(run, one.live).text(), "utf-8")
    said: list[str] = []
    assert judge(path, str(SHOP), None, said.append) == 1
    assert said[0] == "  ! lock is not the one that the run was judged against"
    assert json.loads(path.read_text("utf-8"))["head"]["platform"] == "shop"
