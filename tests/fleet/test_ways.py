"""In one fleet: a platform's database with a prober, a scan, and certificates that are signed."""

import json
from collections.abc import Mapping

from golive.attest.keys import new_keys
from golive.model.platform import load_platform
from golive.model.target import Dsn
from golive.server.logins import made
from tests.fleet.conftest import SHOP, Command


def test_a_prober_a_scan_and_a_signature(fleet: Command, databases: Mapping[str, Dsn]) -> None:
    prober = made(databases["a"], load_platform(SHOP)).prober
    assert prober.password is not None
    public = new_keys(fleet.folder / "key")
    fleet.environment = {**fleet.environment, "PROBE": prober.reveal()}
    lines = ["[fleet]", 'title = "Ways"', 'password_variable = "SHOP_PASSWORD"', "connections = 6"]
    lines += ["[[database]]", 'name = "probed"', 'platform = "shop"', f'dsn = "{databases["a"]!s}"']
    lines += ['probe_dsn_variable = "PROBE"']
    lines += ["[[database]]", 'name = "scanned"', f'dsn = "{databases["d"]!s}"', "seconds = 60"]
    (fleet.folder / "ways.toml").write_text("\n".join(lines))
    code, said = fleet("ways.toml", "--out", "out", "--signing-key", "key", "--fail-on", "critical")
    assert code == 0, said
    assert said.splitlines()[-1] == "SCANNED: 2 of 2 databases are well"
    certificates = {
        name: json.loads((fleet.out / "databases" / name / "certificate.json").read_text())
        for name in ("probed", "scanned")
    }
    assert certificates["probed"]["verdict"] == "CERTIFIED"
    assert certificates["scanned"]["scope"] == "scan"
    assert prober.password not in said
    for path in fleet.out.rglob("*.*"):
        assert prober.password not in path.read_text("utf-8")
    signed = fleet.out / "databases" / "probed" / "certificate.json"
    code, said = fleet(signed, "--key", public, program=("-m", "golive", "verify"))
    assert code == 0, said
    assert "VALID until" in said
