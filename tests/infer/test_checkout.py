"""An application's checkout says which variables it reads and which tables it means; nothing of it is run."""

from pathlib import Path

import psycopg
import pytest

from golive.app.checkout import Checkout
from golive.app.learn import learn
from golive.model.errors import WrongUse
from golive.model.target import Dsn

ENV = """
DATABASE_URL=postgres://app:example@localhost/app
export ENCRYPTION_KEY=
NODE_ENV=development
NEXT_PUBLIC_MAP_KEY=abc
# SENTRY_DSN=
"""
PRISMA = """
model Account {
  id Int @id
  @@map("accounts")
}
model Note {
  id Int @id
}
"""
DRIZZLE = 'import { pgTable } from "drizzle-orm/pg-core";\nexport const tags = pgTable("tags", {});\n'
DJANGO = """
class Base(models.Model):
    class Meta:
        abstract = True

class Visit(models.Model):
    name = models.TextField()

class Ward(models.Model):
    class Meta:
        db_table = "wards"
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    for name, text in {
        "app/.env.example": ENV,
        "app/prisma/schema.prisma": PRISMA,
        "app/src/db/schema.ts": DRIZZLE,
        "app/clinic/models.py": DJANGO,
        "app/node_modules/other/schema.prisma": PRISMA,
        "app/prisma/migrations/20250101000000_first/migration.sql": "CREATE TABLE accounts (id integer PRIMARY KEY);",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "app"


def test_what_a_checkout_says(app: Path) -> None:
    read = Checkout.read(app)
    assert dict(read.variables) == {
        "DATABASE_URL": True,
        "ENCRYPTION_KEY": True,
        "NODE_ENV": True,
        "NEXT_PUBLIC_MAP_KEY": True,
        "SENTRY_DSN": False,
    }
    assert (read.tool, read.migrations) == ("prisma", 1)
    assert [name for name, _ in read.tables] == ["clinic_visit", "wards", "accounts", "Note", "tags"]


def test_learn_writes_it_beside_what_the_database_shows(app: Path, database: Dsn, tmp_path: Path) -> None:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute("CREATE TABLE public.accounts (id integer PRIMARY KEY)")
    learn(database, tmp_path / "learned", {}, app)
    text = (tmp_path / "learned" / "platform.toml").read_text(encoding="utf-8")
    assert "# prisma/schema.prisma means 2 tables; not there: Note" in text
    assert '#~ name = "ENCRYPTION_KEY"\n#~ secret = true' in text
    assert '#~ name = "NODE_ENV"\n#~ equals = "production"' in text
    assert "example@" not in text
    assert "abc" not in text


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"--app: .* is no folder; the application's checkout"):
        Checkout.read(tmp_path / "absent")
