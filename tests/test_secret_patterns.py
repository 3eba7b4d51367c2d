"""What holds a secret has the mark that is looked for first."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from golive.model.secret_patterns import CASELESS, EXACT, PROSE, Kind


@pytest.mark.parametrize("kind", [EXACT, *CASELESS, *PROSE], ids=lambda kind: kind.mark[-24:])
@settings(suppress_health_check=[HealthCheck.too_slow])  # many forms, of long texts
@given(data=st.data())
def test_no_form_is_without_its_mark(kind: Kind, data: st.DataObject) -> None:
    flags = re.ASCII | (re.IGNORECASE if kind.matches == "~*" else 0)
    assert re.search(kind.mark, data.draw(st.from_regex(re.compile(kind.forms, flags))), flags)
