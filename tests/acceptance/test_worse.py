"""An [[accept]] takes what was seen when it was written: it holds for that, and for nothing more or worse."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from golive.model.claims.accept import Accept
from golive.model.finding import Finding
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.testing.spoil import Judged, judged
from golive.verdict.acceptance import block

LATER = date(2999, 1, 1)


@dataclass(frozen=True, slots=True)
class Case:
    """What a person takes, and what comes after it."""

    code: str
    where: str
    first: str
    worse: str

    def __str__(self) -> str:
        return self.code


BODY = "CREATE OR REPLACE FUNCTION app.organization() RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog"
CASES = {
    "one command, then all rows of all tenants": Case(
        "ISO003",
        "public.notes",
        "GRANT INSERT ON public.notes TO clerk;CREATE POLICY add ON public.notes FOR INSERT TO clerk WITH CHECK (true)",
        "ALTER POLICY own ON public.notes USING (true)",
    ),
    "states of one command": Case(
        "ISO003",
        "public.memos",
        "CREATE POLICY unset ON public.memos TO clerk USING (current_setting('app.organization', true) IS NULL);"
        "INSERT INTO public.memos VALUES (1), (2)",
        "ALTER POLICY unset ON public.memos USING (coalesce(current_setting('app.organization', true), '') = '')",
    ),
    "a policy's text": Case(
        "ISO001",
        "public.notes.add",
        "CREATE POLICY add ON public.notes FOR SELECT TO clerk USING (id > 2)",
        "ALTER POLICY add ON public.notes USING (id > 1)",
    ),
    "another role by the same policy": Case(
        "ISO001",
        "public.notes.add",
        "CREATE POLICY add ON public.notes FOR SELECT USING (id > 2)",
        "GRANT SELECT ON public.notes TO guest",
    ),
    "a column changed once more": Case(
        "COL001",
        "public.memberships.email",
        "ALTER TABLE public.memberships ALTER email TYPE varchar(200)",
        "ALTER TABLE public.memberships ALTER email TYPE varchar(20)",
    ),
    "another field of the column": Case(
        "COL001",
        "public.memberships.email",
        "ALTER TABLE public.memberships ALTER email TYPE varchar(200)",
        "ALTER TABLE public.memberships ALTER email SET DEFAULT 'x@y.z'",
    ),
    "a body beyond what is shown of it": Case(
        "FUN001",
        "app.organization()",
        f"{BODY} AS $$ SELECT 1::bigint -- {'x' * 400}\n $$",
        f"{BODY} AS $$ SELECT 1::bigint -- {'x' * 400}\n + 1 $$",
    ),
    "an unlocked table opened": Case(
        "TBL001",
        "public.extra",
        "CREATE TABLE public.extra (id bigint)",
        "GRANT SELECT ON public.extra TO PUBLIC",
    ),
    "one row more that offends": Case(
        "CLM001",
        "mail",
        "UPDATE public.memberships SET email = 'none' WHERE id = 1",
        "UPDATE public.memberships SET email = 'none' WHERE id = 2",
    ),
    "another row that offends": Case(
        "CLM001",
        "mail",
        "UPDATE public.memberships SET email = 'none' WHERE id = 1",
        "UPDATE public.memberships SET email = CASE id WHEN 2 THEN 'none' ELSE 'a@b.c' END",
    ),
    "more rows of a tenant that is not there": Case(
        "TEN003",
        "public.memberships.organization_id",
        "INSERT INTO public.memberships VALUES (3, 7, 'x@y.z')",
        "INSERT INTO public.memberships VALUES (4, 7, 'x@y.z')",
    ),
    "a fourth thing owned, beyond those that are named": Case(
        "ISO006",
        "clerk",
        "ALTER TABLE public.orders OWNER TO clerk; ALTER TABLE public.notes OWNER TO clerk;"
        "ALTER TABLE public.memos OWNER TO clerk; ALTER FUNCTION app.organization() OWNER TO clerk;",
        "ALTER FUNCTION app.organization() OWNER TO keeper; ALTER TABLE public.organizations OWNER TO clerk",
    ),
}


def of(found: Judged, case: Case) -> list[Finding]:
    return [one for one in found.blocking if (one.code, one.where) == (case.code, case.where)]


def taking(platform: Platform, *blocks: str) -> Platform:
    """The platform with what the certificate prints, filled in by a person."""
    written = "\n".join(blocks).replace('reason = ""', 'reason = "until the next release"')
    accepts = tomllib.loads(written.replace('owner = ""', 'owner = "head of data"'))["accept"]
    claims = tuple(Accept.model_validate({**one, "took": tuple(one["took"])}) for one in accepts)
    return replace(platform, claims=platform.claims.model_copy(update={"accept": claims}))


# One of rows that are shown, of a definition, of what stands beyond what is shown, and of a count; the others are deep.
SOME = {CASES[name] for name in (
    "one command, then all rows of all tenants", "another field of the column", "a body beyond what is shown of it",
    "one row more that offends",
)}  # fmt: skip


@pytest.mark.parametrize(
    "case", [pytest.param(one, id=name, marks=() if one in SOME else pytest.mark.deep) for name, one in CASES.items()]
)
def test_what_is_worse_than_what_was_taken_is_a_finding_again(
    case: Case, example: Platform, seen: Callable[[str], Snapshot]
) -> None:
    codes = ("LCK001", "LCK002") if case.code in ("COL001", "FUN001", "TBL001") else (case.code,)
    first = seen(case.first)
    found = of(judged(example, first, codes), case)
    assert found, "nothing to take"
    taken = taking(example, *(block(one, LATER) for one in found))
    assert of(judged(taken, first, codes), case) == []
    assert of(judged(taken, seen("SELECT"), codes), case) == [], "another look at the same is something else"

    worse = of(judged(taken, seen(case.worse), codes), case)
    assert worse, "the later defect hides behind the acceptance"
    assert all("its [[accept]]" in one.what for one in worse)


def test_what_is_less_than_what_was_taken_stays_taken(example: Platform, seen: Callable[[str], Snapshot]) -> None:
    case = CASES["one row more that offends"]
    both = of(judged(example, seen(f"{case.first}; {case.worse}"), (case.code,)), case)
    taken = taking(example, block(both[0], LATER))
    fewer = seen("UPDATE public.memberships SET email = 'a@b.c' WHERE id = 2")
    assert of(judged(taken, fewer, (case.code,)), case) == []


def test_an_acceptance_that_says_not_what_it_took_takes_nothing(
    example: Platform, seen: Callable[[str], Snapshot]
) -> None:
    case = CASES["one row more that offends"]
    live = seen(case.first)
    old = Accept(code=case.code, object=case.where, reason="as it was written", owner="head of data", until=LATER)
    platform = replace(example, claims=example.claims.model_copy(update={"accept": (old,)}))
    (left,) = of(judged(platform, live, (case.code,)), case)
    assert left.what.endswith("(its [[accept]] does not say what it took, and takes nothing)")
