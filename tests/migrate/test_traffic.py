"""A mend's statements in the form that a database under traffic bears."""

import pytest

from golive.migrate.traffic import Turn, turns
from golive.model.catalog import Relation
from golive.model.snapshot import Server, Snapshot

LIVE = Snapshot(
    Server(170000, "17", "shop", "postgres"), {"relation": (Relation("s.t", "r"), Relation("s.p", "p")), "index": ()}
)
FORMS = {
    "an index": (
        "CREATE INDEX i ON s.t USING btree (a);",
        ["CREATE INDEX CONCURRENTLY i ON s.t USING btree (a)"],
    ),
    "an index of a new table": (
        "CREATE TABLE s.n (a int); CREATE INDEX i ON s.n (a);",
        ["CREATE TABLE s.n (a int)", "CREATE INDEX i ON s.n (a)"],
    ),
    "an index made anew": (
        "DROP INDEX s.i; CREATE UNIQUE INDEX i ON s.t (a);",
        ["CREATE UNIQUE INDEX CONCURRENTLY i_golive ON s.t (a)", "DROP INDEX CONCURRENTLY s.i",
         "ALTER INDEX s.i_golive RENAME TO i"],
    ),
    "a foreign key": (
        "ALTER TABLE s.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES s.u(id);",
        ["ALTER TABLE s.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES s.u(id) NOT VALID",
         "ALTER TABLE s.t VALIDATE CONSTRAINT f"],
    ),
    "a check made anew": (
        "ALTER TABLE s.t DROP CONSTRAINT c; ALTER TABLE s.t ADD CONSTRAINT c CHECK ((a > 0));",
        ["ALTER TABLE s.t DROP CONSTRAINT c", "ALTER TABLE s.t ADD CONSTRAINT c CHECK ((a > 0)) NOT VALID",
         "ALTER TABLE s.t VALIDATE CONSTRAINT c"],
    ),
    "a check that the lock has unvalidated": (
        "ALTER TABLE s.t ADD CONSTRAINT c CHECK ((a > 0)) NOT VALID;",
        ["ALTER TABLE s.t ADD CONSTRAINT c CHECK ((a > 0)) NOT VALID"],
    ),
    "a unique constraint": (
        'ALTER TABLE s.t ADD CONSTRAINT "U" UNIQUE NULLS NOT DISTINCT (a, b) INCLUDE (c) DEFERRABLE;',
        ['CREATE UNIQUE INDEX CONCURRENTLY "U" ON s.t (a, b) INCLUDE (c) NULLS NOT DISTINCT',
         'ALTER TABLE s.t ADD CONSTRAINT "U" UNIQUE USING INDEX "U" DEFERRABLE'],
    ),
    "a primary key": (
        "ALTER TABLE s.t ADD CONSTRAINT k PRIMARY KEY (id);",
        ["CREATE UNIQUE INDEX CONCURRENTLY k ON s.t (id)",
         "ALTER TABLE s.t DROP CONSTRAINT IF EXISTS golive_id_filled",
         "ALTER TABLE s.t ADD CONSTRAINT golive_id_filled CHECK (id IS NOT NULL) NOT VALID",
         "ALTER TABLE s.t VALIDATE CONSTRAINT golive_id_filled",
         "ALTER TABLE s.t ALTER COLUMN id SET NOT NULL",
         "ALTER TABLE s.t DROP CONSTRAINT IF EXISTS golive_id_filled",
         "ALTER TABLE s.t ADD CONSTRAINT k PRIMARY KEY USING INDEX k"],
    ),
    "never null": (
        "ALTER TABLE s.t ALTER COLUMN a SET NOT NULL;",
        ["ALTER TABLE s.t DROP CONSTRAINT IF EXISTS golive_a_filled",
         "ALTER TABLE s.t ADD CONSTRAINT golive_a_filled CHECK (a IS NOT NULL) NOT VALID",
         "ALTER TABLE s.t VALIDATE CONSTRAINT golive_a_filled",
         "ALTER TABLE s.t ALTER COLUMN a SET NOT NULL",
         "ALTER TABLE s.t DROP CONSTRAINT IF EXISTS golive_a_filled"],
    ),
    "an index that is broken": ("REINDEX INDEX s.i;", ["REINDEX INDEX CONCURRENTLY s.i"]),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_no_long_lock_is_taken(form: str) -> None:
    text, expected = FORMS[form]
    found = turns(text, LIVE)
    assert [statement for turn in found for statement in turn.statements] == expected
    for turn in found:
        words = " ".join(turn.statements)
        assert turn.alone == ("CONCURRENTLY" in words), "it runs outside of a transaction, and by itself"
        assert turn.rows or "VALIDATE" not in words, "rows may stand in its way"


@pytest.mark.parametrize(
    ("text", "large"),
    [
        ("ALTER TABLE s.t ALTER COLUMN a TYPE bigint USING a::bigint;", "s.t"),
        ("ALTER TABLE s.t SET LOGGED;", "s.t"),
        ("ALTER TABLE s.t ADD CONSTRAINT x EXCLUDE USING gist (r WITH &&);", "s.t"),
        ("ALTER TABLE s.p ADD CONSTRAINT k PRIMARY KEY (id);", "s.p"),
        ("CREATE INDEX i ON s.p (a);", "s.p"),
        ("ALTER TABLE s.p ATTACH PARTITION s.t FOR VALUES IN (1);", "s.t"),
        ("REFRESH MATERIALIZED VIEW s.m;", "s.m"),
    ],
)
def test_what_reads_or_writes_all_under_its_lock_asks_for_the_size(text: str, large: str) -> None:
    (turn,) = turns(text, LIVE)
    assert turn.large == large


def test_what_is_short_stays_in_one_transaction() -> None:
    text = "ALTER TABLE s.t ENABLE ROW LEVEL SECURITY;\nCREATE POLICY p ON s.t USING (true);"
    assert turns(text, LIVE) == (
        Turn(("ALTER TABLE s.t ENABLE ROW LEVEL SECURITY", "CREATE POLICY p ON s.t USING (true)")),
    )
