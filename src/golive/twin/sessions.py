"""Whose session it is, on a twin: of the first tenant that was made, and of its first member."""

import json
from collections.abc import Mapping

from golive.isolation.keys import TOKEN, filled
from golive.model.claims.identity import Identity


def settings_of(identity: Identity | None, tenant: str, user: str) -> Mapping[str, str]:
    """By name, as the identity says that they are filled."""
    if identity is None:
        return {}
    settings = {name: str(filled(value, tenant, user)) for name, value in identity.settings.items()}
    if identity.claims:
        settings[TOKEN] = json.dumps(filled(identity.claims, tenant, user))
    return settings
