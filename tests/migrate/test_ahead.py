"""What would hold others up is refused before it runs, in one line with the form that does not; that form runs."""

import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.migrate.ahead.acts import acts
from golive.migrate.ahead.facts import Facts, Relation
from golive.migrate.ahead.judge import parts, refuse_unsafe, unsafe
from golive.migrate.ahead.rules import RULES
from golive.migrate.ahead.shapes import free_change
from golive.migrate.runner import Outcome, Runner
from golive.model.errors import WrongUse
from golive.model.failures import StepUnsafe
from golive.model.target import Dsn


@dataclass(frozen=True)
class Case:
    name: str
    rule: str
    deploy: str
    safe: tuple[str, ...] = ()  # steps, one after the other
    alone: bool = False  # it cannot run inside a transaction


_SAID = tomllib.loads((Path(__file__).parent / "unsafe.toml").read_text("utf-8"))
WORLD: str = _SAID["world"]
CASES = tuple(Case(**{**one, "safe": tuple(one.get("safe", ()))}) for one in _SAID["case"])
DOCS = Path(__file__).parents[2] / "docs" / "steps.md"


def large() -> Relation:
    columns = {
        "id": ("bigint", True),
        "customer_id": ("integer", False),
        "state": ("character varying(10)", False),
        "placed": ("date", False),
    }
    return Relation("r", 200_000, 80_000_000, columns)


def seen() -> Facts:
    """What a server would say of the world."""
    small = Relation("r", 1, 8192, {"id": ("integer", True), "label": ("text", False)})
    loose = Relation("r", 200_000, 80_000_000, {"id": ("bigint", False), "note": ("text", False)})
    return Facts(
        {
            **dict.fromkeys(("public.orders", "public.copies"), large()),
            **dict.fromkeys(("public.events", "public.parted"), loose),
            "public.orders_pkey": Relation("i", 200_000, 80_000_000, {"id": ("bigint", False)}, name="orders"),
            "public.parted_key": Relation("i", 200_000, 80_000_000, {"id": ("bigint", False)}, name="parted"),
            "public.customer": Relation("r", 1_000, 65_536, {"id": ("integer", True), "name": ("text", False)}),
            "public.small": small,
            "public.labels": Relation("v", 0, 0, {"label": ("text", False)}),
            "public.small_label": Relation(
                "i", 1, 8192, {"label": ("text", False)}, name="small", definition="x USING btree (label)"
            ),
            "public.empty": Relation("r", 0, 0, {"id": ("integer", False)}, filled=False),
            "public.parts": Relation("p", 0, 0, {"id": ("bigint", False)}),
        },
        {"public.amount": (200_000, 80_000_000)},
        frozenset(["public.mood", "public.amount"]),
        frozenset(["now"]),
        {"UPDATE public.orders SET note = 'y' WHERE id = 1": 1},
    )


def told(folder: Any, deploy: str, *, alone: bool = False, **fields: str) -> list[tuple[str, str, str]]:
    """By rule: what is refused of a step, and its safe form, judged without a server."""
    folder.step("0001_step", deploy, "SELECT 'x'", "SELECT 1;", Transaction="none" if alone else "one", **fields)
    (step,) = folder.steps()
    return [
        (act.rule, what, act.safe)
        for part in parts(step)
        for act, what in unsafe(step, part.acts, seen(), frozenset())
        if act.rule not in step.allows
    ]


def stands_alone(text: str) -> bool:
    return ("CONCURRENTLY" in text and "REFRESH" not in text) or text.startswith("VACUUM")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_is_refused_with_its_rule(folder: Any, case: Case) -> None:
    refused = told(folder, case.deploy, alone=case.alone)
    assert {rule for rule, _, _ in refused} == {case.rule}
    assert all(what and "{" not in what and safe for _, what, safe in refused)
    assert told(folder, case.deploy, alone=case.alone, Allows=f"{case.rule}: the shop is closed") == []


@pytest.mark.parametrize("case", [one for one in CASES if one.safe], ids=lambda case: case.name)
def test_safe_form_is_not(folder: Any, case: Case) -> None:
    proved = ("VALIDATE", "SET NOT NULL", "USING INDEX", "ATTACH")  # stand on what the steps before them proved
    for text in case.safe:
        if not any(word in text for word in proved) or "VALIDATE" in text:
            assert told(folder, text, alone=stands_alone(text)) == []


def test_every_rule_has_its_case() -> None:
    assert {case.rule for case in CASES} == set(RULES)


def test_new_and_small_is_nobodys_problem(folder: Any) -> None:
    made = "CREATE TABLE public.made (id int);\nCREATE INDEX made_id ON public.made (id);\nDROP TABLE public.made;"
    assert told(folder, made) == []
    assert told(folder, "ALTER TABLE public.customer ALTER COLUMN name SET NOT NULL;") == []


def test_before_the_first_step_what_an_earlier_one_proves_is_left_for_its_turn(database: Dsn, folder: Any) -> None:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute(
            "CREATE TABLE public.t AS SELECT n AS id, repeat('x', 300) AS x FROM generate_series(1, 50000) AS n"
        )
        steps = (
            "ALTER TABLE public.t ADD CONSTRAINT f CHECK (id IS NOT NULL) NOT VALID;",
            "ALTER TABLE public.t VALIDATE CONSTRAINT f;",
            "ALTER TABLE public.t ALTER COLUMN id SET NOT NULL;",
            "CREATE INDEX t_id ON public.t (id);",
        )
        for n, text in enumerate(steps):
            folder.step(f"{n:04}_step", text, "SELECT 'x'", "SELECT 1;")
        refuse_unsafe(connection, folder.steps()[:3], frozenset(), ahead=True)
        with pytest.raises(StepUnsafe, match=r"0003_step/deploy\.sql:6: CREATE INDEX t_id "):
            refuse_unsafe(connection, folder.steps(), frozenset(), ahead=True)
        with pytest.raises(StepUnsafe, match=r"0002_step/deploy\.sql:6: ALTER COLUMN id SET NOT NULL "):
            refuse_unsafe(connection, folder.steps()[2:3], frozenset(), ahead=False)


def test_says_what_where_how_long_and_the_safe_form(database: Dsn, folder: Any) -> None:
    """The one refusal that the default run shows on a server: nothing is changed."""
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute("CREATE TABLE public.t AS SELECT n AS id FROM generate_series(1, 50000) AS n")
        connection.execute("ANALYZE public.t")
    folder.step("0001_index", "\nCREATE INDEX t_id ON public.t (id);", "SELECT 'x'", "SELECT 1;")
    with Runner(database, "shop", folder.steps()) as runner, pytest.raises(StepUnsafe) as refused:
        runner.deploy(folder.steps()[0])
    place = folder.path / "steps/0001_index/deploy.sql"
    assert str(refused.value) == (
        f"{place}:7: CREATE INDEX t_id builds an index, and nobody writes to public.t meanwhile: up to 0.2 s for "
        "50,000 rows, 2 MB; CREATE INDEX CONCURRENTLY t_id ON public.t (id) in a step with 'Transaction: none'; "
        "or '-- Allows: index: why it may'"
    )
    with psycopg.connect(database.reveal()) as connection:
        assert connection.execute("SELECT to_regclass('public.t_id'), to_regnamespace('golive')").fetchone() == (
            None,
            None,
        )


@pytest.mark.parametrize(
    ("allows", "said"),
    [
        ("index", "the form is 'rule, rule: why'"),
        ("index:", "the form is 'rule, rule: why'"),
        ("indx: why", r"Allows 'indx' \(did you mean 'index'\?\)"),
    ],
)
def test_consent_says_what_and_why(database: Dsn, folder: Any, allows: str, said: str) -> None:
    folder.table_step(Allows=allows)
    with pytest.raises(WrongUse, match=said), Runner(database, "shop", folder.steps()) as runner:
        runner.deploy(folder.steps()[0])


@pytest.mark.parametrize(
    ("old", "new", "free"),
    [
        ("character varying(10)", "varchar(20)", True),
        ("character varying(10)", "text", True),
        ("text", "varchar(20)", False),
        ("text", "character varying", True),
        ("numeric(10,2)", "numeric(12,2)", True),
        ("numeric(10,2)", "numeric(12,3)", False),
        ("numeric(10,2)", "numeric", True),
        ("integer", "bigint", False),
        ("integer", "int4", True),
        ("cidr", "inet", True),
        ("public.mood", "text", False),
    ],
)
def test_type_that_becomes_another(old: str, new: str, *, free: bool) -> None:
    assert free_change(old, new) is free


def test_what_it_reads_of_texts_that_are_hard_to_read() -> None:
    text = 'alter table only public."Or ders" * add column if not exists "a b" int default 5'
    assert [act.rule for act in acts(text)] == ["", "other-shape", "volatile-default"]
    (act,) = acts("UPDATE ONLY public.t SET x = 1")
    assert act.relation == ("public", "t")
    assert not list(acts("SELECT 1 FOR UPDATE; INSERT INTO public.t VALUES (1) ON CONFLICT DO UPDATE SET x = 1"))


def test_documentation_answers_every_rule() -> None:
    rows = {line.split("|")[1].strip(" `") for line in DOCS.read_text("utf-8").splitlines() if line.startswith("| `")}
    assert set(RULES) <= rows


# Whole, on a server


@pytest.fixture(scope="module")
def world(server: Any) -> str:
    dsn = server.create_database("unsafe_world")
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute(WORLD.format(rows=60_000))
    return "unsafe_world"


@pytest.mark.deep
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_on_a_server(server: Any, world: str, folder: Any, case: Case) -> None:
    """Refused with nothing changed; its safe form, step by step, is accepted, runs and verifies."""
    name = f"unsafe_{CASES.index(case)}"
    dsn = server.clone(world, name)
    forms = [case.deploy, *case.safe]
    for n, text in enumerate(forms):
        alone = case.alone if n == 0 else stands_alone(text)
        mark = f"COMMENT ON TABLE public.marks IS 'form {n}';"
        folder.step(
            f"{n:04}_form",
            f"{text}\n{mark}",
            f"SELECT 'not run' WHERE obj_description('public.marks'::regclass) IS DISTINCT FROM 'form {n}'",
            "SELECT 1;",
            Transaction="none" if alone else "one",
        )
    first, *safe = folder.steps()
    with Runner(dsn, "shop", (first,)) as runner, pytest.raises(StepUnsafe) as refused:
        runner.deploy(first)
    assert f"-- Allows: {case.rule}: " in str(refused.value)
    with Runner(dsn, "shop", safe) as runner:
        for step in safe:
            assert runner.deploy(step).outcome is Outcome.DEPLOYED
    server.drop(name)


@pytest.mark.deep
def test_run_that_would_apply_it_ends_with_4_before_anything_is_changed(database: Dsn, tmp_path: Path) -> None:
    shop = Path(shutil.copytree(Path(__file__).parents[1] / "platforms" / "shop", tmp_path / "shop"))
    step = shop / "steps" / "0009_index"
    step.mkdir()
    header = "-- Why: x\n-- Phase: validation\n-- Locks: SHARE on huge\n-- Requires: nothing\n-- Transaction: one\n"
    (step / "deploy.sql").write_text(f"{header}CREATE INDEX huge_id ON public.huge (id);\n", "utf-8")
    (step / "verify.sql").write_text("SELECT 'x' WHERE to_regclass('public.huge_id') IS NULL", "utf-8")
    (step / "revert.sql").write_text("DROP INDEX public.huge_id;", "utf-8")
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        for path in sorted((shop / "baseline").glob("*.sql")):
            connection.execute(path.read_bytes())
        connection.execute("CREATE TABLE public.huge AS SELECT n AS id FROM generate_series(1, 100000) AS n")
        argued = ["--platform", str(shop), "--dsn", database.reveal(), "--apply", "--as-superuser"]
        called = [sys.executable, "-m", "pytest", "--pyargs", "golive.checks", *argued, "--out", str(tmp_path / "out")]
        done = subprocess.run(called, capture_output=True, text=True, cwd=tmp_path, check=False)
        assert done.returncode == 4
        assert f"{step / 'deploy.sql'}:6: CREATE INDEX huge_id builds an index" in done.stdout + done.stderr
        assert connection.execute("SELECT to_regnamespace('golive')").fetchone() == (None,)
