"""The database that was meant: every form of libpq's names it, and no form shows its password."""

from os import environ
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.app.naming import meant
from golive.model.errors import WrongUse
from golive.model.target import Dsn, client_settings_are_ours
from golive.observe.session import reading
from golive.run.observation import structure
from golive.server import Server
from golive.server.client import client_environment

SERVICES = """\
[prod]
host=one,two
port=5433
dbname=prod
user=looker
password=of-the-service
sslmode=require
"""
HIDDEN = ("of-the-service", "hidden", "of-the-variable")
Form = tuple[str, dict[str, str], str]
FORMS: dict[str, Form] = {
    "url": ("postgresql://a:hidden@b:5433/c", {}, "postgresql://a@b:5433/c"),
    "url of another library": ("postgresql+psycopg://a:hidden@b/c", {}, "postgresql://a@b/c"),
    "at signs where none is taken for another": (
        "postgresql://a%40d:hidden@b/c?application_name=x@y", {}, "postgresql://a%40d@b/c",
    ),
    "password as a parameter": ("postgres://b/c?user=a&password=hidden", {}, "postgresql://a@b/c"),
    "key=value": ("host=b dbname=c user=a password='hidden hidden'", {}, "postgresql://a@b/c"),
    "socket": ("host=/run/postgresql dbname=c", {}, "postgresql:///c?host=%2Frun%2Fpostgresql&port=5432"),
    "several hosts": (
        "postgresql://a:hidden@b:1,[::1]:2/c?target_session_attrs=read-write", {},
        "postgresql://a@b:1,[::1]:2/c?target_session_attrs=read-write",
    ),
    "service": ("service=prod", {}, "postgresql://looker@one:5433,two:5433/prod?sslmode=require"),
    "service of a url": (
        "postgresql:///shop?service=prod", {}, "postgresql://looker@one:5433,two:5433/shop?sslmode=require"),
    "database by variable": ("host=b user=a", {"PGDATABASE": "c"}, "postgresql://a@b/c"),
    "all by variable": (
        "postgresql:///c", {"PGHOST": "b", "PGPORT": "5433", "PGUSER": "a", "PGPASSWORD": "of-the-variable"},
        "postgresql://a@b:5433/c",
    ),
    "passfile and encryption": (
        "postgresql://a@b/c", {"PGPASSFILE": "/hidden", "PGSSLMODE": "verify-full", "PGSSLROOTCERT": "/ca"},
        "postgresql://a@b/c?sslmode=verify-full&sslrootcert=%2Fca",
    ),
    "what is written holds against a variable": (
        "host=b dbname=c user=a sslmode=disable", {"PGDATABASE": "d", "PGSSLMODE": "require", "PGUSER": "u"},
        "postgresql://a@b/c?sslmode=disable",
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Nothing of the variables of whoever runs the tests."""
    for name in [name for name in environ if name.startswith("PG")]:
        monkeypatch.delenv(name)
    (tmp_path / "services").write_text(SERVICES, "utf-8")
    monkeypatch.setenv("PGSERVICEFILE", str(tmp_path / "services"))
    return monkeypatch


@pytest.mark.parametrize("form", FORMS)
def test_a_form_of_libpq_names_its_database_and_hides_its_secrets(alone: pytest.MonkeyPatch, form: str) -> None:
    text, variables, shown = FORMS[form]
    for name, value in variables.items():
        alone.setenv(name, value)
    dsn = Dsn.parse(text)
    assert sorted(str(dsn).partition("?")[2].split("&")) == sorted(shown.partition("?")[2].split("&"))
    assert str(dsn).partition("?")[0] == shown.partition("?")[0]
    assert not any(secret in said for secret in HIDDEN for said in (str(dsn), repr(dsn), f"{dsn}"))
    for name in variables:
        alone.delenv(name)
    assert Dsn.parse(dsn.reveal()).fields == dsn.fields, "the address is whole: it needs no variable any more"
    told = client_environment(dsn)
    assert told["PGDATABASE"] == dsn.name
    assert told.get("PGHOST", "") == dsn.fields.get("host", "")
    assert told.get("PGPASSWORD") == dsn.password


def test_libpqs_variables_alone_name_a_database(alone: pytest.MonkeyPatch) -> None:
    assert Dsn.of_environment() is None
    alone.setenv("PGPORT", "5433")
    assert Dsn.of_environment() is None, "a port alone names nothing"
    alone.setenv("PGSERVICE", "prod")
    assert str(Dsn.of_environment()) == "postgresql://looker@one:5433,two:5433/prod?sslmode=require"
    alone.delenv("PGSERVICE")
    alone.setenv("PGHOST", "b")
    alone.setenv("PGUSER", "a")
    assert str(Dsn.of_environment()) == "postgresql://a@b:5433/a", "as psql does"


def test_a_run_judges_the_database_that_was_meant(alone: pytest.MonkeyPatch) -> None:
    """For each way to start it: what is judged, or in one line why nothing is."""
    plain = {"apply": False, "postcheck": False, "backend": None}
    postcheck = {**plain, "postcheck": True}
    own = {**postcheck, "backend": "auto"}
    apply = {**plain, "apply": True}

    def said(option: str | None, words: dict[str, Any], **variables: str) -> str:
        with pytest.MonkeyPatch.context() as given:
            for name, value in variables.items():
                given.setenv(name, value)
            try:
                named = meant(option, **words)
            except WrongUse as wrong:
                return str(wrong).partition(";")[0]
        return f"{named[0]} by {named[1]}" if named else "our own"

    here = "postgresql://a@b/c"
    there = {"PGDATABASE": "prod", "PGHOST": "db", "PGUSER": "a"}
    assert said(None, plain) == "our own"
    assert said(None, plain, PGHOST="db") == "our own"
    assert said(None, plain, **there) == "PGDATABASE: 'prod' is set, and a database of our own would be judged"
    assert said(None, plain, PGSERVICE="prod").startswith("PGSERVICE: 'prod' is set")
    assert said(None, {**plain, "backend": "embedded"}, **there) == "our own"
    assert said(here, plain, **there) == f"{here} by --dsn"
    assert said(None, plain, GOLIVE_DSN=here, **there) == f"{here} by GOLIVE_DSN"
    assert said(None, postcheck) == "-m postcheck: no database is named"
    assert said(None, postcheck, **there) == "postgresql://a@db/prod by PGDATABASE, PGHOST"
    assert said(None, postcheck, PGSERVICE="prod").endswith("/prod?sslmode=require by PGSERVICE")
    assert said(None, own) == "our own"
    assert said(None, own, **there) == "our own"
    assert said(None, apply, **there) == "--apply: was given without --dsn"
    assert said(None, apply, GOLIVE_DSN=here, **there) == f"{here} by GOLIVE_DSN"


def test_an_address_that_is_none_is_refused_without_its_password(alone: pytest.MonkeyPatch) -> None:
    for text, expected in {
        "localhost": "--dsn: is no database address; the form is ",
        "postgresql://a:hidden@b": "--dsn: names no database; ",
        "host=b password=hidden": "--dsn: names no database; ",
        "mysql://a:hidden@b/c": "--dsn: is no database address; ",
        "hots=b password=hidden": "--dsn: is no database address that libpq understands; ",
        "postgresql://a:hidden@b/c?sslmod=on": "--dsn: is no database address that libpq understands; ",
        "postgresql://a:p@hidden@b/c": "--dsn: has an @ that ends no user and password; ",
        "postgresql://a:hidden/x@b/c": "--dsn: has an @ that ends no user and password; ",
        "postgresql://a:p@hidden@b:1,d:2/c": "--dsn: has an @ that ends no user and password; ",
        "service=test": '--dsn: definition of service "test" not found; ',
    }.items():
        with pytest.raises(WrongUse) as wrong:
            Dsn.parse(text)
        assert str(wrong.value).startswith(expected), str(wrong.value)
        assert "hidden" not in str(wrong.value)


def test_settings_of_a_session_are_ours(alone: pytest.MonkeyPatch, database: Dsn) -> None:
    """libpq sends some variables behind `options`, where they hold against ours."""
    strange = {
        "PGCLIENTENCODING": "LATIN1", "PGTZ": "Asia/Tokyo", "PGDATESTYLE": "SQL, DMY", "PGGEQO": "off",
        "PGOPTIONS": "-c search_path=information_schema -c statement_timeout=1", "PGAPPNAME": "somebody",
    }  # fmt: skip
    for name, value in strange.items():
        alone.setenv(name, value)
    shown = ("client_encoding", "TimeZone", "DateStyle", "geqo", "search_path", "application_name")
    with reading(database) as connection:
        asked = ", ".join(f"current_setting('{name}')" for name in shown)
        row = connection.execute(f"SELECT {asked}, '€'").fetchone()
    assert row == ("UTF8", "UTC", "ISO, YMD", "on", "pg_catalog,pg_temp", "golive", "€")
    for name, value in strange.items():
        alone.setenv(name, value)
    told = client_environment(database)
    assert {name: told[name] for name in strange if name in told} == {"PGAPPNAME": "golive"}
    client_settings_are_ours()


@pytest.mark.parametrize("made", ['TABLE "n\xff"()', "TABLE t (v text DEFAULT '\xff')"], ids=["name", "default"])
def test_a_catalog_that_is_no_text_is_told_in_one_line(server: Server, made: str) -> None:
    with psycopg.connect(server.admin.reveal(), autocommit=True) as connection:
        connection.execute(
            "CREATE DATABASE bytes ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
        )
    dsn = server.dsn("bytes")
    with psycopg.connect(dsn.reveal(), autocommit=True, client_encoding="latin1") as connection:
        connection.execute(f"CREATE {made}".encode("latin1"))
    with pytest.raises(WrongUse, match=r"holds what is no text: .*0xff; names, comments and code in the encoding"):
        structure(dsn)
    server.drop("bytes")
