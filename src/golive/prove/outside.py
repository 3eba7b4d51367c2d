"""Of what others own, a defect of this platform's kind touches what it refers to, or what somebody may do there."""

import re
from collections.abc import Callable

from golive.judge.outside import Others
from golive.model.catalog import Column, Constraint, Function, Index, Relation, Sequence, Statistics, Type
from golive.model.claims import Claims
from golive.model.claims.outside import Outside
from golive.model.lock import Lock
from golive.model.scope import outside
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect
from golive.sqltext.names import parts

_NAMED = frozenset(kind.kind for kind in (Relation, Column, Constraint, Index, Function, Type, Sequence, Statistics))
_IN_SCHEMAS = _NAMED | {"table", "view", "rule", "policy", "trigger"}


def concerning(live: Snapshot, claims: Claims) -> Callable[[Defect], bool]:
    schemas = frozenset(one.schema_ for one in claims.of(Outside) if one.schema_)
    if not schemas:
        return lambda _: True
    others = Others(live, claims, Lock.of(live, "", outside(claims)))
    referred = {one.identity for one in others.referred if not isinstance(one, Relation)}
    referred |= {one.identity for one in live.of(Index) if one.constraint in referred}

    def concerns(defect: Defect) -> bool:
        called = "(" in defect.where  # rights on a function that nothing here calls are nobody's of ours
        if not (called or defect.kind in _IN_SCHEMAS) or defect.where in referred:
            return True
        return parts(re.sub(r"\(.*", "", defect.where))[0] not in schemas

    return concerns
