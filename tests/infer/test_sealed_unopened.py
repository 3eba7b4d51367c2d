"""Sealed values that no key here opens: what can be told of them is told all the same."""

from collections.abc import Iterator
from itertools import count

import psycopg
import pytest

from golive.app.learn import learn
from golive.model.claims.credential import Credential
from golive.model.platform import Platform, load_platform
from golive.server import Server, choose
from golive.testing.look import observe
from golive.testing.spoil import judged

SCHEMA = """
CREATE EXTENSION pgcrypto;
CREATE FUNCTION drawn(bytes int) RETURNS text LANGUAGE sql AS $$ SELECT encode(gen_random_bytes(bytes), 'hex') $$;
CREATE TABLE apis (id int PRIMARY KEY, api_key_encrypted text);
CREATE TABLE mails (id int PRIMARY KEY, credentials_enc text, iv text, auth_tag text);
CREATE TABLE feeds (id int PRIMARY KEY, secret_encrypted text);
INSERT INTO apis SELECT n, drawn(16) || ':' || drawn(16 * n) FROM generate_series(1, 6) AS n;
INSERT INTO apis VALUES (7, NULL), (8, '');
INSERT INTO mails SELECT n, drawn(20 + n), drawn(12), drawn(16) FROM generate_series(1, 6) AS n;
INSERT INTO feeds SELECT n, 'gAAAA' || rtrim(translate(encode(gen_random_bytes(69), 'base64'), E'+/\\n', '-_'), '=')
FROM generate_series(1, 6) AS n;
"""
SPOILT = {
    "cut": "UPDATE apis SET api_key_encrypted = left(api_key_encrypted, -3) WHERE id = 3",
    "one part more": "UPDATE apis SET api_key_encrypted = api_key_encrypted || ':00' WHERE id = 3",
    "plain": "UPDATE apis SET api_key_encrypted = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc' WHERE id = 3",
    "an iv that serves twice": "UPDATE apis SET api_key_encrypted = (SELECT split_part(o.api_key_encrypted, ':', 1)"
    " FROM apis AS o WHERE o.id = 1) || ':' || split_part(api_key_encrypted, ':', 2) WHERE id = 3",
    "the iv beside serves twice": "UPDATE mails SET iv = (SELECT o.iv FROM mails AS o WHERE o.id = 1) WHERE id = 3",
    "not hex": "UPDATE mails SET credentials_enc = 'plain' WHERE id = 3",
}
NUMBERS = count(1)


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Platform]]:
    folder = tmp_path_factory.mktemp("sealed") / "sealed"
    with choose("embedded").launch() as server:
        dsn = server.create_database("sealed")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            connection.execute(SCHEMA.encode())
        learn(dsn, folder, {})
        yield server, load_platform(folder)


def test_no_credential_is_claimed_that_nothing_opens(learned: tuple[Server, Platform]) -> None:
    assert not learned[1].claims.of(Credential)


def test_what_is_sound_keeps_to_it(learned: tuple[Server, Platform]) -> None:
    server, platform = learned
    assert broken(server, platform, "") == []


@pytest.mark.parametrize("what", SPOILT)
def test_what_was_spoilt_is_named(learned: tuple[Server, Platform], what: str) -> None:
    server, platform = learned
    assert len(broken(server, platform, SPOILT[what])) == 1


def broken(server: Server, platform: Platform, spoilt: str) -> list[str]:
    name = f"spoilt_{next(NUMBERS)}"
    dsn = server.clone("sealed", name)
    try:
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            connection.execute(spoilt.encode())
        said = judged(platform, observe(dsn, platform, {}), ["CRD007"])
        assert (said.unknown, said.broken) == ((), ())
        return [str(one) for one in said.blocking]
    finally:
        server.drop(name)
