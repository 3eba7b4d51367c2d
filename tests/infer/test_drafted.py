"""golive learn drafts platform.toml from rows and catalog; golive confirm answers what it proposes."""

import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from shutil import copytree
from typing import Any

import psycopg
import pytest
from psycopg import pq

from golive.app.cli import main
from golive.app.confirm import asked, blocks_of, confirm
from golive.app.learn import Learned, learn
from golive.infer import Inference
from golive.model.claims import load_claims
from golive.model.claims.credential import Credential
from golive.model.claims.feed import Feed
from golive.model.claims.history import History
from golive.model.claims.labels import Labels
from golive.model.claims.people import People
from golive.model.claims.reference import Reference
from golive.model.claims.rows import Rows
from golive.model.claims.schedule import Schedule
from golive.model.claims.token import Token
from golive.model.claims.tree import Tree
from golive.model.errors import WrongUse
from golive.model.platform import load_platform
from golive.model.snapshot import Snapshot
from golive.observe import drafting
from golive.server import Server, choose

SAMPLE = Path(__file__).parents[1] / "platforms" / "sample"
KEY = {"APP_SECRET_KEY": "b7f1c02e9d3a4856af10be27d49c83e5", "OTHER_KEY": "0" * 32}


@pytest.fixture(scope="module")
def sample() -> Iterator[Server]:
    with choose("embedded").launch() as server:
        dsn = server.create_database("sample")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for path in load_platform(SAMPLE).baseline:
                connection.execute(path.read_bytes())
        yield server


@pytest.fixture(scope="module")
def learned(sample: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Learned, Path]:
    folder = tmp_path_factory.mktemp("drafted") / "sample"
    return learn(sample.dsn("sample"), folder, KEY), folder


@pytest.fixture(scope="module")
def keyless(sample: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keyless") / "sample"
    learn(sample.dsn("sample"), folder, {})
    return folder


def test_no_transaction_is_open_while_it_computes(
    sample: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database of a thousand tables takes longer than the server lets a session idle in a transaction."""
    states: list[pq.TransactionStatus] = []

    def told(connection: drafting.Live, live: Snapshot, environ: Mapping[str, str]) -> Inference:
        def watched(computes: Callable[..., Any]) -> Callable[..., Any]:
            def computed(*given: Any) -> Any:
                states.append(connection.info.transaction_status)
                return computes(*given)

            return computed

        for name in ("tenants", "infer"):
            monkeypatch.setattr(drafting, name, watched(getattr(drafting, name)))
        return drafting.drafted(connection, live, environ)

    monkeypatch.setattr("golive.app.learn.drafted", told)
    learn(sample.dsn("sample"), tmp_path / "sample", {})
    assert states == [pq.TransactionStatus.IDLE] * 2


@pytest.fixture
def folder(keyless: Path, tmp_path: Path) -> Path:
    """A draft of one's own."""
    return copytree(keyless, tmp_path / "sample")


def test_what_is_sure_is_what_a_person_wrote(learned: tuple[Learned, Path]) -> None:
    claims = learned[0].claims
    by_hand = load_claims(SAMPLE / "platform.toml")
    assert claims.tenancy is not None
    assert by_hand.tenancy is not None
    same = ("root", "columns", "enforced_by", "active", "shared_rows", "nullable")
    assert [getattr(claims.tenancy, one) for one in same] == [getattr(by_hand.tenancy, one) for one in same]
    assert set(claims.tenancy.shared) == set(by_hand.tenancy.shared)
    assert [(one.role, one.settings) for one in claims.identity] == [("authenticated", {"app.org_id": "{tenant}"})]
    (credential,) = claims.of(Credential)
    assert credential.kind == "platform_type"
    assert {kind: set(names) for kind, names in credential.fields.items()} == {
        "splynx": {"baseUrl", "apiKey", "apiSecret"},
        "xero": {"clientId", "clientSecret", "refreshToken"},
        "openai": {"apiKey"},
    }
    assert credential.variables == {"APP_SECRET_KEY"}, "the one of this environment that opens them"
    (reference,) = claims.of(Reference)
    assert (reference.column, reference.path, reference.to, reference.tenant) == (
        "workflow_definition", "$.**.integrationId", "public.integrations", "organization_id",
    )  # fmt: skip
    assert reference.held_by == {"type": ("integration_action",)}, "and no loop, whose steps hold it"
    (token,) = claims.of(Token)
    assert (token.column, token.where) == ("webhook_token", "t.trigger_type = 'webhook'")
    assert [one.timezone for one in claims.of(Schedule)] == ["timezone"]
    assert [one.table for one in claims.of(Tree)] == ["public.knowledge_categories"]
    assert [one.path for one in claims.of(Labels)] == ["$.**.id"]
    assert [(one.feeds, one.pattern) for one in claims.of(Feed)] == [
        ("public.customers.customer_code", r"^CUST\-(\d+)$")
    ]
    assert [one.tool for one in claims.of(History)] == ["prisma"]
    assert {one.table for one in claims.of(Rows)} == {"public.team_roles", "public.notification_templates"}


def test_no_evidence_holds_a_value(learned: tuple[Learned, Path]) -> None:
    comments = [line for line in (learned[1] / "platform.toml").read_text().splitlines() if line.startswith("# ")]
    for value in ("ann@1.test", "Customer 1", "CUST-001000", "Europe/Madrid", "*/15", KEY["APP_SECRET_KEY"]):
        assert not [line for line in comments if value in line]


def test_a_terminal_goes_through_them(folder: Path) -> None:
    text = (folder / "platform.toml").read_text(encoding="utf-8")
    open_ = [block.name for block in blocks_of(text) if block.is_proposal]
    assert "credential:credentials_encrypted of integrations" in open_, "no variable opens it, so it is asked"
    replies = iter(["what", "y", "n", "later", "q"])
    said: list[str] = []
    done = confirm(folder, asked(said.append, lambda _: next(replies)), said.append)
    assert done.answered == 2
    assert len(done.left) == len(open_) - 2
    claims = load_claims(folder / "platform.toml")
    assert claims.tenancy is not None
    assert not claims.tenancy.proposal
    assert not claims.identity, "it was answered with no"
    assert load_platform(folder).unanswered == len(open_) - 2, "behind its mark a proposal counts as well"


def test_a_real_terminal_shows_each_with_its_evidence(folder: Path) -> None:
    """By the command itself, on a pseudo-terminal: a proposal, a question, what the answer came to."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "golive", "confirm", str(folder)]
    running = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    told: list[str] = []
    for reply in ("yes", "no", "quit"):
        shown = b""
        while not shown.endswith(b"? "):
            assert select.select([ours], [], [], 60)[0], shown
            shown += os.read(ours, 1024)
        told.append(shown.decode())
        os.write(ours, f"{reply}\n".encode())
    assert running.wait(timeout=60) == 0
    os.close(ours)
    claims = load_claims(folder / "platform.toml")
    assert "tenancy" in told[0]
    assert "public.organizations" in told[0]
    assert claims.tenancy is not None
    assert not claims.tenancy.proposal
    assert "authenticated" in told[1]
    assert not claims.identity


def test_flags_answer_without_a_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["confirm", str(folder), "--yes", "tenancy", "--yes", "tree", "--no", "rows"]) == 0
    out = capsys.readouterr().out
    assert "  tenancy" not in out
    assert "  people:public.users" in out
    claims = load_claims(folder / "platform.toml")
    assert claims.tenancy is not None
    assert not claims.tenancy.proposal
    assert not [one for one in claims.of(Tree) if one.proposal]
    assert not claims.of(Rows)
    assert main(["confirm", str(folder), "--yes", "tree"]) == 4
    assert "'tree' is no open proposal" in capsys.readouterr().err


def test_an_edit_that_is_no_claim_is_not_taken(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (folder / "platform.toml").read_text(encoding="utf-8")
    monkeypatch.setenv(
        "VISUAL", f"{sys.executable} -c \"import sys; open(sys.argv[1], 'w').write('[tenancy]\\nroot = 1')\""
    )
    said: list[str] = []
    replies = iter(["edit", "quit"])
    assert confirm(folder, asked(said.append, lambda _: next(replies)), said.append).answered == 0
    assert any(line.startswith("  not taken: ") for line in said)
    assert (folder / "platform.toml").read_text(encoding="utf-8") == before
    with pytest.raises(WrongUse, match="does not exist"):
        confirm(tmp_path, asked(said.append, input), said.append)


def test_people_are_sure_where_no_address_is_that_of_a_test(sample: Server, tmp_path: Path) -> None:
    real = sample.clone("sample", "real")
    with psycopg.connect(real.reveal(), autocommit=True) as connection:
        connection.execute("UPDATE public.users SET email = replace(email, '.test', '.coop')")
    assert [one.email for one in learn(real, tmp_path / "real", {}).claims.of(People)] == ["email"]
