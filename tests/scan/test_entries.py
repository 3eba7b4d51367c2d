"""One cause is one entry; a proof that fails where a law has named why is no second one."""

from dataclasses import replace
from pathlib import Path

import pytest

from golive.judge.exposure import Exposure
from golive.model.catalog import KINDS, Policy, Relation, Role
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.errors import WrongUse
from golive.model.finding import Finding, Reach, Severity, Unknown, decision, sql
from golive.model.snapshot import Server, Snapshot
from golive.model.vendors import anonymous, hosters, vendors
from golive.verdict.audits import load_audits
from golive.verdict.baseline import Baseline, load_baseline
from golive.verdict.entries import entries

load_audits()
CODES = ("CON006", "CON007", "CON008", "LFT004", "TEN001")
ANON = ("anon=SELECT", "authenticated=SELECT,UPDATE")
LIVE = Snapshot(
    Server(170000, "PostgreSQL 17", "app", "reader"),
    {kind.kind: () for kind in KINDS}
    | {
        "relation": (
            Relation("public.notes", "r", owner="boss", row_security=True, grants=ANON),
            Relation("public.files", "r", owner="boss", row_security=True, grants=ANON[1:]),
        ),
        "policy": (Policy("public.notes.open", "ALL", True, ("anon",), "true"),),
        "role": (Role("anon"), Role("authenticated"), Role("boss", login=True)),
    },
)
SEEN = Exposure(LIVE, Claims(platform=Head(name="app", title="App")))


def found(code: str, where: str, what: str, reach: Reach = Reach.MEMBERS) -> Finding:
    cause = SEEN.cause(what)
    return Finding(
        code, Severity.CRITICAL, "app", where, what, "why", decision("mend"), ("critical", what), reach, cause
    )


def test_names_numbers_and_conditions_are_no_cause() -> None:
    one = SEEN.cause("USING ((a = 'x')) of public.notes holds; notes, files and 3 more are open to anon")
    other = SEEN.cause("USING (b(c)) of public.files holds; files is open to anon")
    assert one == other
    assert one != SEEN.cause("USING (b(c)) of public.files holds; files is open to authenticated")


def test_who_comes_is_whom_the_finding_names_or_whoever_holds_a_right() -> None:
    assert SEEN.reach("public.notes.open") is Reach.ANYBODY
    assert SEEN.reach("public.files") is Reach.MEMBERS
    assert SEEN.reach("public.notes", "may be changed by authenticated") is Reach.MEMBERS
    assert SEEN.reach("a setting of the server") is Reach.OWNERS


def test_a_cause_is_told_once_with_all_its_objects() -> None:
    several = [found("POL003", f"public.t{n}", f"public.t{n} has no row security") for n in range(61)]
    proofs = [found("ISO001", f"public.t{n}", f"public.t{n} leaks: row security is off") for n in range(61)]
    (entry,) = entries([*proofs, *several])
    assert len(entry.objects) == 61
    assert list(entry.also) == ["ISO001"]
    assert [one.first.code for one in entries(proofs)] == ["ISO001"]  # where no law says why, the proof does


def test_what_one_grant_would_show_is_one_cause_whichever_audits_lack_it() -> None:
    lacking = [Unknown(code, "app", f"public.{code}", f"{code} could not look", sql("GRANT …")) for code in CODES]
    (entry,) = entries(lacking)
    assert entry.codes == "CON006, CON007, CON008, LFT004 and 1 more"
    assert len(entry.objects) == len(CODES)
    asked = [Unknown(code, "app", f"public.{code}", "nobody knows", decision("ask")) for code in CODES]
    assert len(entries(asked)) == len(CODES)  # what is to be decided may be another thing for each


def test_what_several_could_not_look_at_is_one_cause() -> None:
    lacking = [Unknown(code, "app", "the twin", "cannot be made", decision("by hand")) for code in CODES]
    more = Unknown("CON006", "app", "public.t", "was not tried", decision("by hand"))
    first, second = entries([*lacking, more])
    assert (first.codes, first.objects) == ("CON006, CON007, CON008, LFT004 and 1 more", ("the twin",))
    assert second.objects == ("public.t",)


def test_what_one_statement_mends_is_one_cause() -> None:
    mend = sql("REVOKE CREATE ON SCHEMA app FROM boss;")
    several = [replace(found(code, f"public.f{code}", f"{code} says so"), mend=mend) for code in CODES]
    first, second = entries([*several, replace(several[0], what="more", cause="more", mend=sql("REVOKE …"))])
    assert (first.codes, len(first.objects)) == ("CON006, CON007, CON008, LFT004 and 1 more", len(CODES))
    assert second.codes == "CON006"


def test_what_an_earlier_scan_told_is_known_and_more_is_new() -> None:
    before = Baseline({("POL003", "public.notes"): (("critical", "a"),)})
    one = found("POL003", "public.notes", "a")
    assert not before.lacks(one)
    assert before.lacks(found("POL003", "public.notes", "b"))
    assert before.lacks(found("POL003", "public.files", "a"))


@pytest.mark.parametrize(("text", "said"), [(None, "cannot be read"), ("[]", "is no certificate"), ("{", "is no cert")])
def test_a_baseline_is_a_certificate(text: str | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "before.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(WrongUse, match=said):
        load_baseline(path)


def test_vendors_are_files() -> None:
    assert len({one.name for one in vendors()}) == len(vendors()) > 20
    assert anonymous("anon")
    assert not anonymous("authenticated")
    assert hosters("rds_superuser")
    assert not hosters("app_owner")
