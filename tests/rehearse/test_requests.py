"""Requests are read strictly: what is wrong is one line with place and allowed form."""

import pytest

from golive.model.errors import WrongUse
from golive.model.platform import BUILT_IN, built_in, load_platform
from golive.model.traffic import Release
from tests.rehearse.conftest import NOTES, WRITTEN, Shop


@pytest.mark.parametrize("name", built_in())
def test_built_in_platforms_declare_both_releases(name: str) -> None:
    traffic = load_platform(BUILT_IN / name).traffic
    assert any(one.release.before for one in traffic)
    assert any(one.release is Release.NEXT for one in traffic)


def test_request_is_read(shop: Shop) -> None:
    notes, written = shop.platform.traffic
    assert (notes.name, notes.identity, notes.role, notes.weight) == ("0001_notes", "member", "rehearsed_member", 4)
    assert (notes.release, notes.reads, notes.keys) == (Release.PREVIOUS, True, None)
    assert (written.reads, written.keys) == (False, "SELECT DISTINCT tenant_id FROM public.notes")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NOTES.replace("-- Weight: 4\n", ""), "traffic/0003_x.sql:1: header field 'Weight' is missing"),
        (NOTES.replace("Weight: 4", "Weight: 0"), "traffic/0003_x.sql:3: Weight is '0'; a number from 1 to 999"),
        (NOTES.replace("Weight", "Wieght"), "unknown header field 'Wieght' (did you mean 'Weight'?)"),
        (NOTES.replace("previous", "former"), "Release is 'former'; allowed: previous, next, both"),
        (
            NOTES.replace("member", "membre"),
            "Identity is 'membre' (did you mean 'member'?); 'role NAME', or an [[ident",
        ),
        (NOTES.replace("member", "role"), "Identity is 'role'"),
        (NOTES + "SELECT 1;", "traffic/0003_x.sql:6: is a second statement"),
        (NOTES.replace("ORDER", "WHERE id = $1 ORDER"), "traffic/0003_x.sql:5: has $1; Keys gives $1, $2"),
        (WRITTEN.replace("$1", "1"), "has no parameter; Keys gives $1, $2"),
        (WRITTEN.replace("SELECT DISTINCT tenant_id FROM", "DELETE FROM"), "traffic/0003_x.sql:5:1: is no query"),
        (NOTES + "COMMIT;", "COMMIT ends or leaves the transaction"),
        (NOTES.replace("previous\n", "previous\n-- Until: 0009_gone\n"), "Until is '0009_gone'"),
        (NOTES.replace("member\n", "role x\n-- Sessions: SELECT 1\n"), "Sessions, and Identity is a role"),
        ("\ufeff" + NOTES, "begins with a byte order mark"),
    ],
)
def test_mistake_is_one_line(shop: Shop, text: str, said: str) -> None:
    shop.write("traffic/0003_x.sql", text)
    with pytest.raises(WrongUse) as refused:
        _ = shop.platform
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_file_of_another_name_is_no_request(shop: Shop) -> None:
    shop.write("traffic/notes.sql", NOTES)
    with pytest.raises(WrongUse, match="is no request"):
        _ = shop.platform
