"""A certificate is whole, says why, and never says more than was looked at."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError  # type: ignore[import-untyped]

from golive.model.errors import WrongUse
from golive.model.finding import Finding, Severity, Unknown, command, sql
from golive.model.truth import Truth
from golive.reports import folder
from golive.reports.document import document, dumped, published, schema
from golive.verdict.certificate import (
    Accepted,
    Broken,
    Certificate,
    Claims,
    Digests,
    Examined,
    Isolation,
    NotRun,
    Outcome,
    Outside,
    PlatformResult,
    Requirement,
    Scope,
    Section,
    StepEntry,
    StepState,
    TableCount,
    Verdict,
)
from golive.verdict.decision import decide

WHEN = datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)
DISABLED = Finding(
    "TRG002",
    Severity.CRITICAL,
    "shop",
    "public.customers.set_code",
    "set_code is disabled",
    "rows pass it by",
    sql("ALTER TABLE public.customers ENABLE TRIGGER set_code;"),
)
HINT = Finding(
    "IDX009", Severity.ADVICE, "shop", "public.i", "is there twice", "writes pay twice", sql("DROP INDEX i;")
)
DARK = Unknown("DAT004", "shop", "public.orders", "counting took more than 30 s", command("grant and run again"))
LOOKED = Examined("TRG002", "Every trigger fires.", Truth.LOCKED, Outcome.OK, 7, 0.12345, "Triggers")
SOUND = PlatformResult(
    "shop",
    "Shop",
    "postgresql://me@localhost/shop",
    server_version="17.10",
    backend="embedded",
    role="me, reads every row",
    isolation=Isolation("The database does not isolate tenants."),
    digests=Digests("a" * 64, "b" * 64, "c" * 64),
    claims=Claims(3, 2, 1, 4),
    harmless=("a write was refused",),
    backup="restored and compared",
    sections=(Section("Triggers", Outcome.OK, 7),),
    promoted=("public.a: 1 taken (1 inserted)",),
    counts=(TableCount("public.b", None), TableCount("public.a", 3, estimated=True)),
    examined=(LOOKED,),
    advice=(HINT,),
    accepted=(Accepted("POL007", "public.news", "readable by all", "it is news", "product owner", "2027-01-01"),),
    not_run=(NotRun("smoke", "no --apply"),),
    steps=(StepEntry("0001_a", "schema", StepState.DEPLOYED, 0.2, 5, ("ShareLock public.a",), 1.26, WHEN),),
    outside=(Outside("graphql", "vendor", "theirs"),),
    requirements=(Requirement("SHO-01", "Codes are made.", ("TRG002",), "OK"),),
)

FORMAT_1 = {
    "": "format verdict reasons scope started finished command versions platforms broken not_run",
    "Accepted": "code where what reason owner until",
    "Finding": "code severity where what why fix",
    "TableCount": "table rows estimated",
    "Examined": "code sentence section truth outcome looked_at seconds",
    "Mend": "kind text destructive",
    "NotRun": "test why",
    "Outside": "schema owner reason",
    "PlatformResult": "name title outcome target server_version backend role isolation digests claims harmless backup"
    " sections promoted counts examined findings unknowns advice accepted not_run steps outside requirements",
    "Isolation": "statement proved",
    "Requirement": "id sentence answered_by result reason",
    "Section": "name outcome looked_at findings unknowns advice",
    "StepEntry": "name phase state started seconds rows locks longest_wait_ms note",
    "Unknown": "code where why fix",
}


def certificate(*platforms: PlatformResult, **others: str) -> Certificate:
    verdict, reasons = decide(platforms, **others)  # type: ignore[arg-type]
    return Certificate(verdict, reasons, Scope.FULL, platforms, WHEN, WHEN, {"pytest": "9", "golive": "0.1"}, "pytest")


def valid(one: Certificate) -> None:
    Draft202012Validator(schema(), format_checker=FormatChecker()).validate(document(one))


def test_published_schema_is_the_one_of_the_model() -> None:
    kept = files("golive.reports").joinpath("certificate.schema.json").read_text("utf-8")
    assert kept == published(), "python -m golive.reports.document > reports/certificate.schema.json"


def test_what_readers_of_format_1_know_stays() -> None:
    """Names are added and never taken away: a reader of the first form reads this one."""
    found = {"": schema(), **schema()["$defs"]}
    for name, fields in FORMAT_1.items():
        assert set(fields.split()) - set(found[name]["properties"]) == set(), name


def test_published_schema_is_one_and_closed() -> None:
    found = schema()
    Draft202012Validator.check_schema(found)
    closed = [found, *(one for one in found["$defs"].values() if one.get("type") == "object")]
    assert all(
        one["additionalProperties"] is False and set(one["required"]) == set(one["properties"]) for one in closed
    )


@pytest.mark.parametrize(
    "one",
    [
        certificate(SOUND),
        certificate(SOUND, replace(SOUND, findings=(DISABLED,), unknowns=(DARK,))),
        certificate(SOUND, narrowed="-k trigger"),
        certificate(interrupted="collection error"),
    ],
    ids=["sound", "red", "partial", "nothing collected"],
)
def test_every_certificate_satisfies_the_schema(one: Certificate) -> None:
    valid(one)


def test_schema_refuses_a_certificate_that_contradicts_itself() -> None:
    lying = replace(certificate(SOUND), platforms=(replace(SOUND, findings=(DISABLED,)),))
    with pytest.raises(ValidationError):
        valid(lying)
    with pytest.raises(ValidationError):
        valid(replace(certificate(SOUND), verdict=Verdict.NOT_CERTIFIED))


def test_order_of_arrival_changes_no_byte() -> None:
    other = replace(DISABLED, where="public.a")
    audits = (LOOKED, replace(LOOKED, code="IDX009"))
    one = replace(SOUND, findings=(DISABLED, other), examined=audits)
    two = replace(SOUND, findings=(other, DISABLED), examined=audits[::-1], counts=SOUND.counts[::-1])
    assert dumped(certificate(one)) == dumped(certificate(two))
    assert [found["where"] for found in document(certificate(one))["platforms"][0]["findings"]] == [
        "public.a",
        "public.customers.set_code",
    ]


def test_any_name_survives_the_file() -> None:
    name = 'public."a\udcff\u202e\\"</script>"'
    text = dumped(certificate(replace(SOUND, findings=(replace(DISABLED, where=name),))))
    text.encode("utf-8")
    assert json.loads(text)["platforms"][0]["findings"][0]["where"] == name


def test_sound_platform_is_certified() -> None:
    assert decide([SOUND]) == (Verdict.CERTIFIED, ())


@pytest.mark.parametrize(
    ("platform", "reason"),
    [
        (replace(SOUND, findings=(DISABLED,)), "1 finding blocks"),
        (replace(SOUND, findings=(DISABLED, replace(DISABLED, where="x"))), "2 findings block"),
        (replace(SOUND, unknowns=(DARK,)), "1 unknown"),
        (
            replace(SOUND, steps=(StepEntry("0001_a", "schema", StepState.FAILED),)),
            "step 0001_a of shop failed",
        ),
        (
            replace(SOUND, examined=(LOOKED, replace(LOOKED, code="X", looked_at=0))),
            "X looked at nothing (shop)",
        ),
        (replace(SOUND, examined=(), sections=()), "nothing of shop was looked at"),
        (
            replace(SOUND, examined=(replace(LOOKED, outcome=Outcome.ERROR),)),
            "TRG002 of shop is ERROR and gave no finding",
        ),
    ],
)
def test_whatever_is_not_proved_stands_against_the_certificate(platform: PlatformResult, reason: str) -> None:
    verdict, reasons = decide([SOUND, platform])
    assert verdict is Verdict.NOT_CERTIFIED
    assert reason in reasons


def test_crash_interruption_and_nothing_at_all_are_not_certified() -> None:
    assert decide([SOUND], broken=[Broken("t", "KeyError")]) == (Verdict.NOT_CERTIFIED, ("1 test crashed",))
    assert decide([SOUND], interrupted="^C") == (Verdict.NOT_CERTIFIED, ("interrupted: ^C",))
    assert decide([])[0] is Verdict.NOT_CERTIFIED


def test_part_of_a_run_never_certifies() -> None:
    verdict, reasons = decide([SOUND], narrowed="-k trigger")
    assert verdict is Verdict.PARTIAL
    assert reasons == ("only a part was run: -k trigger",)


def test_outcome_of_a_platform_is_its_worst() -> None:
    assert SOUND.outcome is Outcome.OK
    assert replace(SOUND, unknowns=(DARK,)).outcome is Outcome.UNKNOWN
    assert replace(SOUND, unknowns=(DARK,), findings=(DISABLED,)).outcome is Outcome.ERROR
    assert PlatformResult("a", "A", "").outcome is Outcome.NOT_RUN


def test_files_are_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write(tmp_path / "new", {"certificate.json": "old", "certificate.html": "old"})
    wrote: list[Path] = []

    def full(self: Path, *args: object, **kwargs: object) -> object:
        wrote.append(self)
        if len(wrote) == 2:
            raise OSError(28, "No space left on device")
        return opened(self, *args, **kwargs)  # type: ignore[call-overload]

    opened = Path.open
    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(WrongUse, match="no space left on device"):
        folder.write(tmp_path / "new", {"certificate.json": "new", "certificate.html": "new"})
    monkeypatch.undo()
    assert {one.name: one.read_text() for one in (tmp_path / "new").iterdir()} == {
        "certificate.json": "old",
        "certificate.html": "old",
    }


def test_folder_that_takes_no_file_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WrongUse, match=r"^--out .*file/out: not a directory; a folder that can be written") as caught:
        folder.prepare(tmp_path / "file" / "out")
    assert "\n" not in str(caught.value)
    folder.prepare(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_full_disk_is_noticed_before_anything_connects() -> None:
    if not Path("/dev/full").exists():  # only Linux has a device that is always full
        return
    with pytest.raises(WrongUse, match="--out /dev/full"):
        folder.prepare(Path("/dev/full"))


def test_run_that_may_certify_withdraws_what_its_predecessor_said(tmp_path: Path) -> None:
    folder.write(tmp_path, {"certificate.json": "{}", "partial.html": "", "fix.sql": ""})
    folder.withdraw(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["fix.sql"]
