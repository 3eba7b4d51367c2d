"""Classes of defects that no schema shows, planted in tables that no example has: each is found by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from golive.model.claims import Claims
from golive.model.claims.people import People
from golive.model.claims.platform import Head
from golive.model.claims.reference import Reference
from golive.model.claims.schedule import Schedule
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.server import Server, choose
from golive.testing.look import observe
from golive.testing.spoil import Defect, judged, planted, run

SOUND = """
CREATE TABLE public.staff (id integer PRIMARY KEY, login_name text UNIQUE, mail text, passdigest text, tz_name text);
INSERT INTO public.staff
SELECT n, 's' || n, 's' || n || '@acme.org', '$argon2id$v=19$m=65536$' || md5(n::text), 'Europe/Vienna'
FROM generate_series(1, 9) AS n;
CREATE TABLE public.auth_users (id integer PRIMARY KEY, email text, encrypted_password text);
INSERT INTO public.auth_users SELECT n, 'u' || n || '@acme.org', '$2a$10$' || md5(n::text) || repeat('a', 21)
FROM generate_series(1, 9) AS n;
CREATE TABLE public.channels (
    id integer PRIMARY KEY, secret_ciphertext bytea, secret text, pin text, settings jsonb, callback_url text
);
INSERT INTO public.channels
SELECT n, decode(md5(n::text), 'hex'), NULL, NULL, '{"url": "https://api.acme.org", "auth": {}}', 'https://acme.org/in'
FROM generate_series(1, 3) AS n;
CREATE TABLE public.forms (id integer PRIMARY KEY);
INSERT INTO public.forms VALUES (1), (2);
CREATE TABLE public.flows (id integer PRIMARY KEY, graph jsonb NOT NULL, draft jsonb, meta json);
INSERT INTO public.flows VALUES (1, '[{"formId": 1}]', '{}', '{"a": 1}'), (2, '[{"formId": 2}]', '{}', '{"a": 2}');
CREATE TABLE public.jobs (id integer PRIMARY KEY, cron text, zone text);
INSERT INTO public.jobs VALUES (1, '0 8 * * *', 'Europe/Vienna');
CREATE TABLE public.readings (id integer PRIMARY KEY, name text);
CREATE INDEX readings_name ON public.readings (name);
INSERT INTO public.readings SELECT n, 'r' || n FROM generate_series(1, 3000) AS n;
CREATE TABLE public.places (id integer PRIMARY KEY, town text COLLATE pg_catalog.pg_c_utf8);
CREATE UNIQUE INDEX places_town ON public.places (town);
ANALYZE;
"""
CLAIMS = Claims(
    platform=Head(name="unseen", title="Unseen"),
    people=(People(table="public.staff", email="mail"),),
    reference=(
        Reference(
            name="forms of flows", table="public.flows", column="graph", path="$.**.formId", to="public.forms",
            why="the step shows nothing",
        ),
    ),
    schedule=(Schedule(name="jobs", table="public.jobs", column="cron", timezone="zone"),),
)  # fmt: skip
_COPY = "(SELECT {0} FROM public.{1} WHERE id = 1)"
# By name: what is planted, the code that finds it, and the thing that it names.
VARIANTS = {
    "database collation": (
        "UPDATE pg_database SET datcollversion = '0' WHERE datname = current_database()", "IDX005", "readings_name",
    ),
    "collation of a column": (
        "UPDATE pg_collation SET collversion = '0' WHERE collname = 'pg_c_utf8'", "IDX005", "public.places_town",
    ),
    "statistics lost": (
        "DELETE FROM pg_statistic WHERE starelid = 'public.readings'::regclass", "TBL012", "public.readings",
    ),
    "restored and not analysed": (
        "CREATE TABLE public.measures (id integer); INSERT INTO public.measures SELECT generate_series(1, 2000)",
        "TBL012", "public.measures",
    ),
    "role with md5": (
        "SET password_encryption = md5; CREATE ROLE unseen_md5 LOGIN PASSWORD 'x';"
        " GRANT SELECT ON public.forms TO unseen_md5\n-- UNDO (cluster-wide): DROP OWNED BY unseen_md5"
        "\n-- UNDO (cluster-wide): DROP ROLE unseen_md5",
        "ROL005", "unseen_md5",
    ),
    "one hash for all people": (
        f"UPDATE public.staff SET passdigest = {_COPY.format('passdigest', 'staff')}",
        "LFT007", "public.staff.passdigest",
    ),
    "one hash for two": (
        f"UPDATE public.auth_users SET encrypted_password = {_COPY.format('encrypted_password', 'auth_users')}"
        " WHERE id = 7",
        "LFT007", "public.auth_users.encrypted_password",
    ),
    "zone of a schedule": ("UPDATE public.jobs SET zone = 'EST'", "REF005", "public.jobs.cron"),
    "zone of a person": ("UPDATE public.staff SET tz_name = 'CEST' WHERE id = 4", "ROW005", "public.staff.tz_name"),
    "zone as an offset": ("UPDATE public.staff SET tz_name = 'GMT+2' WHERE id = 4", "ROW005", "public.staff.tz_name"),
    "zone of the database": (
        "DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET TimeZone = ''CET''', current_database()); END$$",
        "SET006", "the database",
    ),
    "null at a reference": (
        """UPDATE public.flows SET graph = '[{"formId": 1}, {"then": {"formId": null}}]' WHERE id = 1""",
        "REF004", "forms of flows",
    ),
    "claimed name inside a string": (
        """UPDATE public.flows SET graph = '[{"formId": 1}, {"step": "{\\"formId\\": 9}"}]' WHERE id = 1""",
        "REF001", "forms of flows",
    ),
    "document as a string": (
        """UPDATE public.flows SET meta = '"{\\"a\\": 1}"' WHERE id = 1""", "ROW006", "public.flows.meta",
    ),
    "ids in a second document": (
        """UPDATE public.flows SET draft = '{"nodes": [{"formId": "2"}]}' WHERE id = 1""",
        "REF009", "public.flows.draft",
    ),
    "ids under another spelling": (
        """UPDATE public.flows SET meta = '{"x": {"form_id": 2}}' WHERE id = 1""", "REF009", "public.flows.meta",
    ),
    "secret beside its ciphertext": (
        "UPDATE public.channels SET secret = 'abc' WHERE id = 2", "LFT008", "public.channels.secret",
    ),
    "pin beside a ciphertext": (
        "UPDATE public.channels SET pin = '4711' WHERE id = 2", "LFT008", "public.channels.pin",
    ),
    "short secret in a document": (
        """UPDATE public.channels SET settings = '{"auth": {"api_key": "k3y"}}' WHERE id = 2""",
        "LFT008", "public.channels.settings",
    ),
    "localhost in a document": (
        """UPDATE public.channels SET settings = '{"hooks": [{"url": "http://127.0.0.1:8080/x"}]}' WHERE id = 2""",
        "LFT009", "public.channels.settings",
    ),
    "tunnel in an address": (
        "UPDATE public.channels SET callback_url = 'https://ab12.ngrok.io/in' WHERE id = 2",
        "LFT009", "public.channels.callback_url",
    ),
    "stage in an address": (
        "UPDATE public.channels SET callback_url = 'https://staging.acme.org/in' WHERE id = 2",
        "LFT009", "public.channels.callback_url",
    ),
}  # fmt: skip
EACH = {
    "database collation", "statistics lost", "role with md5", "one hash for two", "zone of a person",
    "ids in a second document", "pin beside a ciphertext", "localhost in a document",
}  # fmt: skip


@pytest.fixture(scope="module")
def sound() -> Iterator[tuple[Server, Platform]]:
    """On a server of its own: its roles and the version of its collations are changed."""
    with choose("embedded").launch() as server:
        dsn = server.create_database("unseen")
        run(dsn, SOUND)
        platform = Platform(Path("unseen"), CLAIMS, None, steps=(), smokes=(), baseline=())
        lock = Lock.of(observe(dsn, platform, {}), "unseen")
        yield server, Platform(Path("unseen"), CLAIMS, lock, steps=(), smokes=(), baseline=())


CODES = sorted({code for _, code, _ in VARIANTS.values()})


def test_sound_is_silent(sound: tuple[Server, Platform]) -> None:
    server, platform = sound
    said = judged(platform, observe(server.dsn("unseen"), platform, {}), CODES)
    assert (said.blocking, said.advice, said.unknown, said.broken) == ((), (), (), ())


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in EACH else pytest.mark.deep) for name in VARIANTS]
)
def test_variant_is_found_by_name(name: str, sound: tuple[Server, Platform]) -> None:
    server, platform = sound
    text, code, thing = VARIANTS[name]
    with planted(server, "unseen", Defect(name, "", name, text)) as dsn:
        said = judged(platform, observe(dsn, platform, {}), CODES)
    found = (*said.blocking, *said.advice)
    assert [one.code for one in found if thing in one.where or thing in one.what] == [code], found
