"""A mistake in fleet.toml is one line with its place and the allowed form; a password in it is refused, never shown."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from golive.app.cli import main
from golive.app.fleet import shard_of
from golive.fleet.address import Address
from golive.fleet.file import load_fleet
from golive.fleet.visit import Judge
from golive.model.errors import WrongUse

SHOP = Path(__file__).parents[1] / "platforms" / "shop"
SECRET = "hunter2secret"
HEAD = '[fleet]\ntitle = "Shops"\n'


def entry(*lines: str, name: str = "acme") -> str:
    return "\n".join(["[[database]]", f'name = "{name}"', *lines, ""])


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def written(*parts: str, head: str = HEAD) -> Path:
        path = tmp_path / "fleet.toml"
        path.write_text(head + "".join(parts), "utf-8")
        return path

    return written


AT = 'dsn = "postgresql://reader@db1/acme"'
WRONG = {
    "unknown key": (entry(AT, "colour = 1"), "database[1].colour: is no known key"),
    "misspelt key": (entry('dns = "service=x"'), "did you mean 'dsn'?"),
    "no address": (entry(), "database[1]: says no address"),
    "two addresses": (entry(AT, 'dsn_variable = "A"'), "database[1].dsn: stands beside dsn_variable"),
    "no form of libpq": (entry('dsn = "http://db1/acme"'), "database[1].dsn: is no database address"),
    "no database named": (entry('dsn = "postgresql://reader@db1"'), "database[1].dsn: names no database"),
    "twice": (entry(AT) + entry(AT, name="ACME"), "database[2].name: 'ACME' is there as 'acme'"),
    "twice, of one letter": (entry(AT, name="a") * 2, "database[2].name: 'a' is there as 'a'"),
    "a folder's name": (entry(AT, name="../x"), "database[1].name: '../x' is not allowed"),
    "too few": (entry(AT, "connections = 1"), "database[1].connections: 1 is not allowed"),
    "too few to probe": (
        entry(AT, 'probe_dsn = "postgresql://prober@db1/acme"', "connections = 2"), "connections: 2 are too few",
    ),
    "no platform": (entry(AT, 'platform = "nowhere"'), "database[1].platform: 'nowhere' is no platform"),
    "no databases": ("", "names no database"),
    "variable": (entry('dsn_variable = "not a name"'), "dsn_variable: 'not a name' is not allowed"),
}  # fmt: skip


@pytest.mark.parametrize("said", WRONG.values(), ids=WRONG.keys())
def test_a_mistake_is_one_line(write: Callable[..., Path], said: tuple[str, str]) -> None:
    text, expected = said
    with pytest.raises(WrongUse) as wrong:
        load_fleet(write(text))
    assert expected in str(wrong.value)
    assert "fleet.toml" in str(wrong.value)
    assert len(str(wrong.value).splitlines()) == 1


def test_a_byte_order_mark_is_told_as_one(write: Callable[..., Path]) -> None:
    with pytest.raises(WrongUse, match="begins with a byte order mark; save the file as UTF-8 without one"):
        load_fleet(write(entry(AT), head="\ufeff" + HEAD))


def test_what_is_to_be_a_table_is_called_one(write: Callable[..., Path]) -> None:
    with pytest.raises(WrongUse, match="fleet: 1 is not allowed; a table"):
        load_fleet(write(entry(AT), head="fleet = 1\n"))


PASSWORDS = {
    "in a URL": f'dsn = "postgresql://reader:{SECRET}@db1/acme"',
    "in pairs": f'dsn = "host=db1 dbname=acme password={SECRET}"',
    "of the prober": f'{AT}\nprobe_dsn = "postgresql://prober:{SECRET}@db1/acme"',
    "of a key": f'dsn = "host=db1 dbname=acme sslpassword={SECRET}"',
    "in a value of another type": f'dsn = ["postgresql://reader:{SECRET}@db1/acme"]',
    "with an at sign of its own": f'dsn = ["postgresql://reader:p@{SECRET}@db1/acme"]',
    "in pairs, with an at sign": f'dsn = ["host=db1 dbname=acme password=p@{SECRET}"]',
    "in the place of a variable": f'dsn_variable = "postgresql://reader:{SECRET}@db1/acme"',
}


@pytest.mark.parametrize("line", PASSWORDS.values(), ids=PASSWORDS.keys())
def test_a_password_is_refused_and_not_shown(
    write: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    assert main(["fleet", str(write(entry(line))), "--out", str(tmp_path / "out")]) == 4
    said = "".join(capsys.readouterr())
    assert "database[1]" in said
    assert SECRET not in said
    assert not (tmp_path / "out").exists()


def test_secrets_come_from_the_environment_of_whoever_looks(write: Callable[..., Path]) -> None:
    fleet = load_fleet(write(entry(AT, 'password_variable = "PW"'), entry('dsn_variable = "WHOLE"', name="b")))
    one, other = (each.address for each in fleet.databases)
    assert one.dsn({"PW": SECRET}).password == SECRET
    assert other.dsn({"WHOLE": f"postgresql://x:{SECRET}@h/d"}).password == SECRET
    assert SECRET not in repr(fleet)
    with pytest.raises(WrongUse, match="PW is not set"):
        one.dsn({})


def test_several_platforms_and_scans_stand_in_one_file(write: Callable[..., Path], tmp_path: Path) -> None:
    copytree(SHOP, tmp_path / "shop")
    path = write(
        entry(AT, 'platform = "shop"'),
        entry(
            AT,
            name="b",
        ),
        entry(AT, 'platform = "knowledge"', name="c"),
    )
    fleet = load_fleet(path)
    assert [one.platform and one.platform.name for one in fleet.databases] == ["shop", None, "knowledge"]
    assert [path.read_text().splitlines()[one.line - 1] for one in fleet.databases] == ["[[database]]"] * 3
    assert [one.name for one in fleet.shard(2, 2).databases] == ["b"]
    before = fleet.digest
    (tmp_path / "shop" / "platform.toml").write_text((SHOP / "platform.toml").read_text() + "\n# another\n")
    assert load_fleet(path).digest != before


def test_places_on_a_server_are_what_the_most_modest_of_its_databases_allows(write: Callable[..., Path]) -> None:
    probe = 'probe_dsn = "postgresql://prober@db1/acme"'
    fleet = load_fleet(write(entry(AT, "connections = 6"), entry(AT, probe, "connections = 7", name="b")))
    assert fleet.places({"acme": "one", "b": "other"}) == {"one": 3, "other": 2}
    assert fleet.places({"acme": "one", "b": "one"}) == {"one": 2}


@pytest.mark.parametrize("text", ["0/3", "4/3", "3", "a/b", "1/2/3", "-1/3"])
def test_a_part_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(WrongUse, match="is no part"):
        shard_of(text)


def test_a_worker_judges_by_the_very_files_that_the_run_read(write: Callable[..., Path], tmp_path: Path) -> None:
    copytree(SHOP, tmp_path / "shop")
    fleet = load_fleet(write(entry(AT, 'platform = "shop"')))
    platform = fleet.databases[0].platform
    assert platform is not None
    judge = Judge.of(platform)
    (tmp_path / "shop" / "platform.toml").write_text((SHOP / "platform.toml").read_text() + "\n# another\n")
    with pytest.raises(WrongUse, match="is another platform here"):
        judge.platform()


def test_an_address_says_where_it_stands(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"fleet\.toml: database\[3\]: A is not set"):
        Address("fleet.toml: database[3]", variable="A").dsn({})
