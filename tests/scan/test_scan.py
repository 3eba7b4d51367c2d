"""golive scan: a database without a folder, judged by laws and by what it shows; never certified."""

import json
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from golive.model.target import Dsn
from golive.server.enclosure import refused
from golive.verdict.certificate import Outcome

OPEN = """
CREATE ROLE scan_reader NOLOGIN;
CREATE TABLE public.tenants (id int PRIMARY KEY, name text);
CREATE TABLE public.notes (id int PRIMARY KEY, tenant_id int NOT NULL REFERENCES public.tenants, body text);
CREATE TABLE public.files (id int PRIMARY KEY, tenant_id int NOT NULL REFERENCES public.tenants, body text);
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY anything ON public.notes FOR UPDATE TO scan_reader USING (true);
GRANT SELECT, UPDATE ON public.notes TO scan_reader;
"""


def scan(dsn: Dsn, out: Path, *more: str, by: str = "golive") -> subprocess.CompletedProcess[str]:
    command = {
        "golive": ["golive", "scan", dsn.reveal()],
        "pytest": ["pytest", "-m", "postcheck", f"--dsn={dsn.reveal()}", "-p", "no:cacheprovider"],
    }[by]
    return subprocess.run(
        [sys.executable, "-m", *command, f"--out={out}", *more], capture_output=True, text=True, cwd=out.parent
    )


@pytest.fixture
def opened(database: Dsn) -> Dsn:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS scan_reader")
        connection.execute(OPEN)
    return database


def test_a_scan_judges_by_laws_and_certifies_nothing(opened: Dsn, tmp_path: Path) -> None:
    """Everything was used once as well, and the mend was tried: a twin was made unasked."""
    done = scan(opened, tmp_path / "out")
    assert done.returncode == 1, done.stdout + done.stderr
    first, *rest = done.stdout.rstrip().splitlines()
    assert first == "by laws alone, 1 cause; what comes of using a copy of the structure follows"
    assert rest[0].startswith("  POL005 critical public.notes.anything ")
    assert rest[-1].startswith("SCANNED: 1 critical, ")
    said = json.loads((tmp_path / "out" / "certificate.json").read_text())
    assert said["verdict"] == "SCANNED"
    (platform,) = said["platforms"]
    assert [one["where"] for one in platform["findings"]] == ["public.notes.anything"]
    by_truth = {one["truth"]: set() for one in platform["examined"]}
    for one in platform["examined"]:
        by_truth[one["truth"]].add(one["outcome"])
    assert by_truth["locked"] == by_truth["declared"] == {Outcome.NOT_LOOKED_AT}
    used = next(one for one in platform["examined"] if one["code"] == "USE001")
    assert (used["outcome"], used["looked_at"]) == ((Outcome.NOT_LOOKED_AT, 0) if refused() else (Outcome.OK, 3))
    for name in ("certificate.html", "report.html", "junit.xml", "fix.sql"):
        assert (tmp_path / "out" / name).stat().st_size > 0, name


@pytest.mark.deep
def test_pytest_scans_likewise_and_tells_what_is_new(opened: Dsn, tmp_path: Path) -> None:
    assert scan(opened, tmp_path / "out", by="pytest").returncode == 1
    again = scan(opened, tmp_path / "again", "--no-twin", f"--baseline={tmp_path / 'out' / 'certificate.json'}")
    assert again.returncode == 0, again.stdout
    assert "known from the baseline" in again.stdout
    assert json.loads((tmp_path / "again" / "certificate.json").read_text())["platforms"][0]["findings"] == []

    with psycopg.connect(opened.reveal(), autocommit=True) as connection:
        connection.execute("CREATE POLICY more ON public.notes FOR DELETE TO scan_reader USING (true)")
        connection.execute("GRANT DELETE ON public.notes TO scan_reader")
    worse = scan(opened, tmp_path / "worse", f"--baseline={tmp_path / 'out' / 'certificate.json'}", "-n2", by="pytest")
    assert worse.returncode == 1, worse.stdout
    (platform,) = json.loads((tmp_path / "worse" / "certificate.json").read_text())["platforms"]
    assert [one["where"] for one in platform["findings"]] == ["public.notes.more"]


MENDED = """
CREATE FUNCTION public.counted() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM notes';
ALTER TABLE public.files OWNER TO scan_reader;
CREATE ROLE scan_guest NOLOGIN;
GRANT USAGE ON SCHEMA public TO scan_guest;
GRANT SELECT ON public.files TO scan_guest;
CREATE POLICY own ON public.files FOR SELECT TO scan_guest USING (tenant_id = 1);
"""


@pytest.mark.deep
@pytest.mark.skipif(bool(refused()), reason=refused() or "there is an enclosure")
def test_the_script_that_is_written_is_the_one_that_ran(opened: Dsn, tmp_path: Path) -> None:
    with psycopg.connect(opened.reveal(), autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS scan_guest")
        connection.execute(MENDED)
    scan(opened, tmp_path / "out")
    head = (tmp_path / "out" / "fix.sql").read_text("utf-8").partition("\\set")[0]
    assert re.search(r"Run on a copy of this structure, .*: [1-9]\d* of \d+ findings gone, 0 new", head), head
    said = json.loads((tmp_path / "out" / "certificate.json").read_text())["platforms"][0]
    assert "were run on a copy of this structure" in said["mends"]
    tried = [one["fix"]["tried"] for one in (*said["findings"], *said["advice"]) if one["fix"]["kind"] == "sql"]
    assert tried
    assert all(tried)
    with psycopg.connect(opened.reveal(), autocommit=True) as connection:
        connection.execute("DROP OWNED BY scan_guest; DROP ROLE scan_guest")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["scan", "postgresql://127.0.0.1:1/none"], "refused"),
        (["scan", "--dsn=postgresql://127.0.0.1:1/none"], "refused"),
        (["scan", "postgresql://127.0.0.1:1/none", "--dsn=dbname=other"], "not allowed with"),
        (["scan", "--fail-on=grave"], "invalid choice"),
    ],
)
def test_bad_input_ends_with_4(words: list[str], said: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "golive", *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, said in done.stderr) == (4, True), done.stderr
