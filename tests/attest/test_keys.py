"""Keys are made, read and refused in one line; a private one is nobody else's and nowhere told."""

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from golive.app.cli import main
from golive.attest.keys import VARIABLE, name_of, public_key, signing_key
from golive.model.errors import WrongUse


def test_a_pair_is_made_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "key"
    assert main(["keygen", str(path)]) == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    secret = path.read_text("ascii").splitlines()[1]
    assert secret not in capsys.readouterr().out
    by_file, by_variable = signing_key(str(path), {}), signing_key(None, {VARIABLE: path.read_text("ascii")})
    assert by_file is not None
    assert by_variable is not None
    public = name_of(public_key(tmp_path / "key.pub"))
    assert name_of(by_file.public_key()) == name_of(by_variable.public_key()) == public
    assert main(["keygen", str(path)]) == 4
    assert "a key is never written over" in capsys.readouterr().err
    assert signing_key(None, {}) is None


def test_what_is_no_key_is_told_in_one_line(tmp_path: Path) -> None:
    assert main(["keygen", str(tmp_path / "key")]) == 0
    other = generate_private_key(SECP256R1())
    (tmp_path / "ec").write_bytes(other.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()))
    for path, said in (("none", "cannot be read"), ("key.pub", "is no private key"), ("ec", "of another kind")):
        with pytest.raises(WrongUse, match=said):
            signing_key(str(tmp_path / path), {})
    with pytest.raises(WrongUse, match="is no public key"):
        public_key(tmp_path / "key")
    with pytest.raises(WrongUse, match=f"{VARIABLE}: is no private key") as caught:
        signing_key(None, {VARIABLE: "s3cret"})
    assert "s3cret" not in str(caught.value)
