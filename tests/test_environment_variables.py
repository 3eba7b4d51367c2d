"""A variable that is missing, a placeholder, known to everybody or too short is named, and its value never."""

from pathlib import Path

import pytest

from golive.model.burnt import is_burnt
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.claims.variable import Variable
from golive.model.platform import Platform
from golive.model.snapshot import Server, Snapshot
from golive.observe.environment import observe_environment
from golive.verdict.audits import judge

SECRET = Variable(name="JWT_SECRET", secret=True, min_length=32)
FINE = "q7Jw0Zt4vN8cLr2XkH5sGd9mYb3fPe6A"


def said(claim: Variable, environ: dict[str, str]) -> list[str]:
    claims = Claims(platform=Head(name="example", title="Example"), variable=(claim,))
    evidence = observe_environment(claims, environ)
    live = Snapshot(Server(170010, "17", "shop", "postgres"), {}, evidence)
    platform = Platform(Path("example"), claims, None, steps=(), smokes=(), baseline=())
    findings = next(judge(platform, live, ["ENV001"]))
    assert findings.looked_at
    value = environ.get(claim.name)
    if value and len(value) > 3:
        assert value not in live.to_json()
        assert all(value not in str(finding) for finding in findings.found)
    return [finding.what for finding in findings.found]


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (None, "is not set"),
        ("  ", "is empty"),
        ("changeme", "is a placeholder"),
        ("your_production_jwt_secret_here", "is a placeholder"),
        ("<jwt secret>", "is a placeholder"),
        ("${JWT_SECRET}", "is a placeholder"),
        ("{{ jwt_secret }}", "is a placeholder"),
        ("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "is a placeholder"),
        ("django-insecure-3k2j4h5g6f7d8s9a0q1w2e3r4t", "is a placeholder"),
        ("undefined", "is the text of a value that was not there"),
        ("keyboard cat", "is a value that everybody knows"),
        ("Secret", "is a value that everybody knows"),
        ("abababababababababababababababababab", "consists of very few different characters"),
        ("q7Jw0Zt4", "has 8 characters, at least 32 are declared"),
        (FINE + "\n", "begins or ends with a space or a line end"),
    ],
)
def test_what_is_wrong_is_named(value: str | None, what: str) -> None:
    told = said(SECRET, {} if value is None else {"JWT_SECRET": value})
    assert len(told) == 1
    assert what in told[0]


def test_a_secret_of_its_own_is_silent() -> None:
    assert said(SECRET, {"JWT_SECRET": FINE}) == []


@pytest.mark.parametrize(
    "value", ["production", "5000", "https://app.shop.es/api", "postgresql://shop:k3Jd8@db:5432/shop"]
)
def test_an_ordinary_value_is_silent(value: str) -> None:
    assert said(Variable(name="SETTING"), {"SETTING": value}) == []


def test_another_value_than_declared_is_named() -> None:
    claim = Variable(name="NODE_ENV", equals="production")
    assert said(claim, {"NODE_ENV": "development"}) == ["NODE_ENV is another value than declared"]
    assert said(claim, {"NODE_ENV": "production"}) == []


def test_what_need_not_be_there_may_be_missing() -> None:
    assert said(Variable(name="MAPS_KEY", required=False), {}) == []


def test_burnt_values_are_known_however_they_are_written() -> None:
    assert is_burnt(" PASSWORD123 ")
    assert not is_burnt(FINE)
