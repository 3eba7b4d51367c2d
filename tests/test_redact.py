"""What a run was given to keep is masked where it is written, short or long: in text, traces, files of others."""

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import quote

import pytest

from golive.model.target import Dsn
from golive.reports.redact import Secrets, bare

CANARIES = (
    "x7q", "pw1", "a%b", "käse", "geheim", "hunter2", "p'w\"", "1234567", "tests", "s3cr3t!", "message", "name=x",
    "cAnary-key+of/the=environment-0123456789", "p@ss/w%rd:ü'\\1", "zwei worte", "<tag>&amp;", "日本の鍵です",
    "line\nbreak", "back\\slash", "sk-0123456789abcdef",
)  # fmt: skip
ENCODINGS = {
    "plain": str, "URL": lambda text: quote(text, safe=""), "Python": lambda text: repr(text)[1:-1],
    "SQL": lambda text: text.replace("'", "''"), "JSON": lambda text: json.dumps(text)[1:-1],
    "hex": lambda text: text.encode().hex(),
}  # fmt: skip


@pytest.mark.parametrize("encoding", ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("canary", CANARIES, ids=range(len(CANARIES)))
def test_a_declared_value_is_masked_in_every_shape(canary: str, encoding: object) -> None:
    written = encoding(canary)  # type: ignore[operator]
    secrets = Secrets((), {"ANY": canary}, ["ANY"])
    for text in (f"password='{written}' was refused", f"postgresql://me:{written}@host/db", f"key={written}"):
        assert secrets.clean(text) == text.replace(written, "***")
    assert secrets.clean("a test of 12 words went well") == "a test of 12 words went well"


def test_every_address_gives_its_passwords(tmp_path: Path) -> None:
    passfile = tmp_path / "pgpass"
    passfile.write_text("# of a person\nhost:5432:*:me:short\nhost:5432:*:you:w\\:th\n")
    probe = Dsn.of(host="h", user="p", dbname="d", password="pr0be", sslpassword="key-of-a-key", passfile=str(passfile))
    secrets = Secrets((Dsn.of(host="h", user="same", dbname="d", password="same"), None, probe), {})
    told = "=pr0be =key-of-a-key =short =w:th same"
    assert secrets.clean(told) == "=*** =*** =*** =*** same"  # a password that is its user's name hides nothing


def test_files_of_others_stay_what_they_are(tmp_path: Path) -> None:
    secrets = Secrets((), {"A": "tests", "B": "1", "C": "failed", "D": "a-long-secret"}, "ABCD")
    (tmp_path / "junit.xml").write_text(
        '<testsuite tests="1"><failure message="pw=1 tests">tests a-long-secret</failure></testsuite>'
    )
    (tmp_path / "x-result.json").write_text(
        json.dumps({"status": "failed", "message": "failed: tests", "name": "a-long-secret"})
    )
    (tmp_path / "log.txt").write_text("said: tests")
    for path in tmp_path.iterdir():
        secrets.clean_file(path)
    suite = ElementTree.parse(tmp_path / "junit.xml").getroot()
    assert (suite.tag, suite.attrib, suite[0].attrib, suite[0].text) == (
        "testsuite",
        {"tests": "1"},
        {"message": "pw=*** ***"},
        "*** ***",
    )
    assert json.loads((tmp_path / "x-result.json").read_text()) == {
        "status": "failed",
        "message": "***: ***",
        "name": "***",
    }
    assert (tmp_path / "log.txt").read_text() == "said: ***"


@pytest.mark.parametrize("style", ["long", "short", "native", "line"])
def test_a_trace_has_neither_arguments_nor_variables(style: str) -> None:
    def connect(password: str) -> None:
        again = password.upper()
        raise ValueError(f"{len(again)} signs: known-value")

    with pytest.raises(ValueError, match="signs") as caught:
        connect("never-told")
    shown = caught.getrepr(showlocals=True, funcargs=True, style=style)  # type: ignore[arg-type]
    if style == "long":
        assert "NEVER-TOLD" in str(shown)
    text = str(bare(shown, lambda text: text.replace("known-value", "***")))
    assert "10 signs: ***" in text
    assert not [
        word for word in ("never-told'", "NEVER-TOLD", "known-value\n") if word in text.replace('("never-told")', "")
    ]
