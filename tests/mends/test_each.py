"""The mends of every audit, by its example: its finding is gone, nothing new is there, nothing is broken."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.model import questions as q
from golive.model.claims import Claims, Head, load_claims
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.run.observation import observe
from golive.server import Server, choose
from golive.testing.spoil import run

EXAMPLES = Path(__file__).parents[1] / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.rglob("bad.sql"))
# One of each class: a right, a policy, an index, a constraint, a role.
SOME = {"GRT004", "POL001-missing", "IDX001-missing", "CON001-missing", "ROL001-changed"}


def name(folder: Path) -> str:
    return "-".join(folder.relative_to(EXAMPLES).parts)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with choose("embedded").launch() as running:
        yield running


@pytest.fixture
def scratch(server: Server) -> Iterator[Any]:
    """A fresh database; roles that an example makes are gone after it."""
    yield server.create_database("example")
    server.drop("example")
    with psycopg.connect(server.dsn().reveal(), autocommit=True) as connection:
        rows = connection.execute("SELECT quote_ident(rolname) FROM pg_roles WHERE rolname !~ '^pg_' AND NOT rolsuper")
        if roles := ", ".join(row[0] for row in rows.fetchall()):  # at once: they may have granted each other
            connection.execute(f"DROP OWNED BY {roles}".encode())
            connection.execute(f"DROP ROLE {roles}".encode())


@pytest.mark.parametrize(
    "folder", [pytest.param(one, id=name(one), marks=[] if name(one) in SOME else pytest.mark.deep) for one in FOLDERS]
)
def test_example_is_mended(
    folder: Path, server: Server, scratch: Any, place_of: Callable[..., Any], tmp_path: Path
) -> None:
    own = folder / "platform.toml"
    claims = load_claims(own) if own.exists() else Claims(platform=Head(name="example", title="Example"))
    platform = Platform(folder, claims, None, steps=(), smokes=(), baseline=())
    run(scratch, (folder / "good.sql").read_text())
    sound = observe(scratch, platform, {})
    frozen = {claim.table: q.FROZEN.word(sound.asked(q.FROZEN.of(claim.table))) for claim in claims.frozen}
    lock = Lock.of(sound, "example", frozen=frozen)
    locked = Platform(folder, claims, lock, steps=(), smokes=(), baseline=())
    here = place_of(server, locked, "example")
    told = here.told
    run(scratch, (folder / "bad.sql").read_text())
    here.mend(scratch, tmp_path).check(told)
