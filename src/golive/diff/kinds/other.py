"""Casts, operators, languages, collations, text search objects and the rest."""

from golive.diff.kinds.base import Altered, Kind
from golive.model.catalog import OtherObject
from golive.model.snapshot import Snapshot
from golive.rights import grants
from golive.sqltext.quoting import ident, joined

_NOT_MADE_ALONE = ("OPERATOR CLASS", "OPERATOR FAMILY")
_WITHOUT_OWNER = ("CAST", "TEXT SEARCH PARSER", "TEXT SEARCH TEMPLATE", "TRANSFORM", "ACCESS METHOD")


class OtherObjects(Kind[OtherObject]):
    of = OtherObject
    word = ""

    def create(self, entry: OtherObject, locked: Snapshot, observed: Snapshot) -> str | None:
        if entry.form in _NOT_MADE_ALONE:
            return None
        name, text = entry.object, entry.definition
        owner = f"ALTER {entry.form} {name} OWNER TO {ident(entry.owner)}" if entry.form not in _WITHOUT_OWNER else ""
        match entry.form:
            case "OPERATOR":
                return joined(f"CREATE OPERATOR {name.partition('(')[0]} {text}", owner)
            case "TEXT SEARCH CONFIGURATION":
                head, *mappings = text.split("; ")
                return joined(
                    f"CREATE {entry.form} {name} {head}",
                    *(f"ALTER {entry.form} {name} ADD MAPPING FOR {mapping}" for mapping in mappings),
                    owner,
                )
            case "LANGUAGE":
                trusted = "TRUSTED " if text.startswith("TRUSTED ") else ""
                return joined(f"CREATE {trusted}LANGUAGE {name} {text.removeprefix('TRUSTED ')}", owner)
            case "CONVERSION":
                default = "DEFAULT " if text.endswith(" (default)") else ""
                return joined(f"CREATE {default}CONVERSION {name} {text.removesuffix(' (default)')}", owner)
            case "CAST":
                return joined(f"CREATE CAST {name} {text}")
            case "TRANSFORM":
                return joined(
                    f"CREATE TRANSFORM {name.replace(' on language ', ' LANGUAGE ')} {text}".replace(
                        "TRANSFORM for", "TRANSFORM FOR"
                    )
                )
        return joined(f"CREATE {entry.form} {name} {text}", owner)

    def alter(
        self, want: OtherObject, now: OtherObject, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        if changed == {"owner"}:
            return joined(f"ALTER {want.form} {want.object} OWNER TO {ident(want.owner)}"), False
        if changed == {"grants"} and want.form == "LANGUAGE":
            return joined(
                *grants.statements(f"LANGUAGE {want.object}", want.grants, now.grants, owner=want.owner, full="USAGE")
            ), False
        return self.anew(want, now, locked, observed, lossy=True)

    def drop(self, entry: OtherObject, observed: Snapshot) -> str | None:
        if entry.form == "TRANSFORM":
            of = entry.object.replace("for ", "FOR ", 1).replace(" on language ", " LANGUAGE ")
            return joined(f"DROP TRANSFORM {of}")
        return joined(f"DROP {entry.form} {entry.object}")
