"""The quick look at many values passes over none of which something is wrong."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.vault import addresses, unmeant
from golive.vault.unmeant import flaws_of, of_one, off, plain

FORMS = {
    "to fill": unmeant._TO_FILL,
    "masked": unmeant._MASKED,
    "nobody's": addresses.NOBODYS,
    "unsafe": addresses.UNSAFE,
    "with a key": addresses.KEYED,
    "dressed": unmeant._DRESSED,
    "hidden": unmeant._HIDDEN,
    "test mode": unmeant._TEST_MODE,
}
SOUND = ["live_4f1c9a07b2", "https://api.example.test/v1", "9c0de41b77"]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@given(data=st.data())
def test_what_one_of_the_forms_fits_is_never_passed_over(form: re.Pattern[str], data: st.DataObject) -> None:
    value = data.draw(st.from_regex(form, fullmatch=form is unmeant._TO_FILL))
    place = data.draw(st.integers(0, len(SOUND)))
    assert off([*SOUND[:place], value, *SOUND[place:]]) == bool(flaws_of(value))


@given(st.lists(st.text()))
def test_it_says_what_each_value_says_by_itself(values: list[str]) -> None:
    assert off(values) == any(map(flaws_of, values))


@given(data=st.data())
def test_what_is_no_key_is_never_passed_over(data: st.DataObject) -> None:
    value = data.draw(st.from_regex(unmeant._NO_KEY, fullmatch=True))
    assert not plain([SOUND[0], value, SOUND[2]])


@pytest.mark.parametrize(
    "value",
    [
        "vault:secret/data/a#key", "arn:aws:secretsmanager:eu:1:secret:a", "process.env.API_KEY", "API_KEY",
        "ENV['KEY']", "projects/a/secrets/b/versions/1", "secret/data/a", "ann@example.test", "sk-...a3F9", "a1b2\\n",
        "eyJhb.eyJz.", "$env:API", "sk_live_xxxxxxxx", "XXXXXXXXa3F9", "$2b$12$abcdef", "$argon2id$v=19$m=1",
        "a,b", "schl\u00fcssel", "2026-01-01T10:00:00Z", "-----BEGIN PRIVATE KEY-----\nMIIB",
        "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
    ],
)  # fmt: skip
def test_names_of_keys_are_no_keys(value: str) -> None:
    assert not plain([*SOUND[::2], value])


@pytest.mark.parametrize(
    "value",
    [
        "123456:AAF-x_y", "SG.a.b", "eyJhb.eyJz.c2ln", "a/b+c==", "us1_A_KEYS", "p4$$-w.x!",
        "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----",
    ],
)  # fmt: skip
def test_keys_of_issuers_are_keys(value: str) -> None:
    assert plain([*SOUND[::2], value])


def test_secrets_of_one_application_are_not_drawn_for_a_row() -> None:
    names = ("clientSecret", "api_key", "password", "publicKey", "tokenType", "refreshToken", "user")
    assert of_one(names) == ("api_key", "password", "refreshToken")
