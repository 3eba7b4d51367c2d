"""Values of the session: the keys that say whose it is, through casts and out of its token."""

from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp

from golive.isolation.computed import computed, unset
from golive.isolation.forms import shared
from golive.isolation.keys import Keys
from golive.isolation.trees import INTS, TEXTS, TOKEN_VALUE, bare, is_token, steps

Node = Any  # the parser's class has another name from version to version
_CASTS = (*TEXTS, *INTS, "UUID", "DECIMAL")


@dataclass
class Values:
    """What one reading has met of them."""

    keys: Keys
    used: dict[str, str] = field(default_factory=dict)  # name of a key: TENANT or USER
    _forms: dict[tuple[str, str], str] = field(default_factory=dict)

    def setting(self, given: list[Node]) -> Node:
        first = given[0] if given else None
        while isinstance(first, exp.Cast | exp.Paren):
            first = first.this
        if isinstance(first, exp.Literal) and first.is_string:
            setting = str(first.this)
            if (path := self.keys.old(setting)) and (self.keys.anonymous or path in self.keys.constant):
                return unset(self.keys.constant.get(path))
            if declared := self.keys.settings.get(setting.lower()):
                return self.named(declared, setting.lower())
            if self.keys.is_token(setting):
                return exp.column(TOKEN_VALUE)
        return exp.Anonymous(this="current_setting", expressions=given)

    def named(self, kind: str, text: str) -> Node:
        name = self._forms.setdefault((kind, text), f"{kind}_{len(self._forms)}")
        self.used[name] = kind
        return exp.column(name)

    def kind(self, node: Node) -> str:
        """TENANT or USER where the value is the session's own, else empty."""
        node = bare(node)
        return self.used.get(node.name, "") if isinstance(node, exp.Column) and not node.table else ""

    def key(self, node: Node) -> Node:
        """A key stays one through casts that lose nothing, NULLIF and COALESCE; a token gives its claims."""
        node = computed(node)
        match node:
            case exp.Cast():
                target = node.to.this.name if not node.to.expressions else ""
                if (kind := self.kind(node.this)) and target in _CASTS:
                    return self.named(kind, node.sql())
                if is_token(node.this) and target in ("JSON", "JSONB", *TEXTS):
                    return bare(node.this)
            case exp.Nullif():
                if (kind := self.kind(node.this)) and isinstance(bare(node.expression), exp.Literal | exp.Cast):
                    return self.named(kind, node.sql())
                if is_token(node.this):
                    return bare(node.this)
            case exp.Coalesce():
                every = [node.this, *node.expressions]
                kinds = {self.kind(one) for one in every}
                if len(kinds) == 1 and (kind := kinds.pop()):
                    return self.named(kind, node.sql())
                if all(is_token(one) and bare(one).name == bare(node.this).name for one in every):
                    return bare(node.this)
            case exp.ArrayOverlaps() | exp.ArrayContainsAll() | exp.ArrayContainedBy():
                return shared(node)
            case exp.JSONExtract() | exp.JSONExtractScalar() | exp.JSONBExtract() | exp.JSONBExtractScalar():
                found = steps(node)
                if is_token(node.this) and found:
                    path = (*bare(node.this).name.split("\x1f")[1:], *found)
                    if isinstance(node, exp.JSONExtract | exp.JSONBExtract):
                        return exp.Column(this=exp.to_identifier("\x1f".join((TOKEN_VALUE, *path)), quoted=True))
                    if path in self.keys.constant:
                        return exp.Literal.string(self.keys.constant[path])
                    if self.keys.anonymous:
                        return exp.Null()
                    if claimed := self.keys.claims.get(path):
                        return self.named(claimed, f"claim {path}")
        return node
