"""Broken references of many kinds, each found by the right audit, with its place."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.judge.audit import LookedAtNothing
from golive.model.claims import load_claims
from golive.model.platform import Platform
from golive.server import Server, choose
from golive.testing.look import observe
from golive.verdict.audits import judge, load_audits

FOLDER = Path(__file__).parent / "references"
STEP = "steps,0,config,steps,0,config,steps,0,config"
DEFECTS: dict[str, tuple[str, str, str]] = {
    "nested at depth 4": (f"UPDATE public.w SET doc = jsonb_set(doc, '{{{STEP},integrationId}}', '77') WHERE id = 1",
        "REF001", "w 1: steps[0].config.steps[0].config.steps[0].config.integrationId = 77"),
    "number as text": ("UPDATE public.w SET doc = jsonb_set(doc, '{integrationId}', '\"1\"') WHERE id = 1",
        "REF001", 'w 1: integrationId = "1"'),
    "of another tenant": ("UPDATE public.w SET doc = jsonb_set(doc, '{integrationId}', '3') WHERE id = 1",
        "REF002", "w 1: integrationId = 3"),
    "target is off": ("UPDATE public.i SET live = false WHERE id = 3", "REF003", "w 2: integrationId = 3"),
    "template not allowed": ("UPDATE public.w SET doc = jsonb_set(doc, '{integrationId}', '\"{{i}}\"') WHERE id = 2",
        "REF001", 'w 2: integrationId = "{{i}}"'),
    "renamed key": ("UPDATE public.w SET doc = replace(doc::text, 'integrationId', 'integration_id')::jsonb",
        "REF004", "0 references were found"),
    "renamed key in one row": (
        "UPDATE public.w SET doc = replace(doc::text, 'integrationId', 'integration_id')::jsonb WHERE id = 2",
        "REF004", "w 2"),
    "document is one string": ("UPDATE public.w SET doc = to_jsonb(doc::text) WHERE id = 2",
        "REF001", "w 2: doc is JSON kept as text"),
    "element of an array": ("UPDATE public.w SET tags = '{1,88}' WHERE id = 1", "REF001", "w 1: tags = 88"),
    "element of a json array": ("UPDATE public.w SET doc = jsonb_set(doc, '{docs,1}', '66') WHERE id = 1",
        "REF001", "w 1: docs[1] = 66"),
    "kind unknown": ("UPDATE public.n SET kind = 'page' WHERE id = 1", "REF001", "n 1: kind = page"),
    "kind of another table": ("UPDATE public.n SET kind = 'w', target = 9 WHERE id = 1", "REF001", "n 1: target = 9"),
    "slug": ("UPDATE public.i SET slug = 'moved' WHERE id = 1", "REF001", "m 1: path = /one"),
    "nobody names it": ("INSERT INTO public.i VALUES (8, 1, true, 'eight')", "REF004", "8"),
    "cron of six fields": ("UPDATE public.c SET cron = '0 0 2 * * *'", "REF005", "has not 5 fields"),
    "never fires": ("UPDATE public.c SET cron = '0 0 31 2 *'", "REF005", "never fires"),
    "time zone": ("UPDATE public.c SET zone = 'Europe/Wien'", "REF005", "time zone that does not exist"),
    "token of another row": ("UPDATE public.c SET token = (SELECT min(token) FROM public.c)",
        "REF006", "that of another row"),
    "short token": ("UPDATE public.c SET token = 'abc' WHERE id = 1", "REF006", "1 has a short one"),
    "circle": ("UPDATE public.k SET parent_id = 3 WHERE id = 1", "REF007", "1 is in a circle"),
    "parent of another tenant": ("UPDATE public.k SET parent_id = 4 WHERE id = 2",
        "REF007", "2 has a parent of another tenant"),
    "parent is not there": ("DELETE FROM public.k WHERE id = 1", "REF007", "2 has a parent that is not there"),
    "two steps of one name": ("UPDATE public.w SET doc = jsonb_set(doc, '{steps,0,id}', '\"top\"') WHERE id = 1",
        "REF008", "1: top stands 2 times"),
}  # fmt: skip
load_audits()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One database; each defect is taken back."""
    with choose("embedded").launch() as running:
        running.create_database("sound")
        with psycopg.connect(running.dsn("sound").reveal(), autocommit=True) as connection:
            connection.execute((FOLDER / "sound.sql").read_bytes())
        yield running


def said(server: Server, name: str) -> dict[str, str]:
    platform = Platform(FOLDER, load_claims(FOLDER / "platform.toml"), None, steps=(), smokes=(), baseline=())
    live = observe(server.dsn(name), platform, {})
    found: dict[str, str] = {}
    for number in range(1, 9):
        with suppress(LookedAtNothing):  # where the defect is that nothing is there; REF004 says so
            for one in judge(platform, live, [f"REF00{number}"]):
                assert not one.unknowns, one.unknowns
                for finding in one.found:
                    found[finding.code] = found.get(finding.code, "") + " " + finding.what
    return found


def test_sound_references_are_silent(server: Server) -> None:
    assert said(server, "sound") == {}


FIRST = {code: title for title, (_, code, _) in reversed(DEFECTS.items())}.values()


@pytest.mark.parametrize(
    "defect", [pytest.param(title, marks=() if title in FIRST else pytest.mark.deep) for title in DEFECTS]
)
def test_defect_is_red_with_its_place(server: Server, defect: str) -> None:
    statement, code, place = DEFECTS[defect]
    dsn: Any = server.clone("sound", "spoilt")
    try:
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            assert connection.execute(statement.encode()).rowcount
        assert place in said(server, "spoilt").get(code, ""), said(server, "spoilt")
    finally:
        server.drop("spoilt")
