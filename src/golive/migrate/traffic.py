"""Statements of a mend in the form that a database under traffic bears: no long lock is taken, or it is asked first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from golive.model.catalog import Index, Relation
from golive.model.snapshot import Snapshot
from golive.model.sqlfile import stands_alone
from golive.sqltext.names import parts
from golive.sqltext.quoting import ident
from golive.sqltext.statements import Statement, split

_PART = r'(?:"(?:[^"]|"")+"|\w+)'
_NAME = rf"{_PART}(?:\.{_PART})?"
_TABLE = rf"ALTER TABLE (?:ONLY )?(?P<table>{_NAME})"
_ADD = re.compile(
    rf"{_TABLE} ADD CONSTRAINT (?P<name>{_PART}) (?P<rest>(?P<form>CHECK|FOREIGN KEY|PRIMARY KEY|UNIQUE|EXCLUDE).*)",
    re.DOTALL,
)
_DROP = re.compile(rf"{_TABLE} DROP CONSTRAINT (?P<name>{_PART})")
_COLUMN = re.compile(rf"{_TABLE} ADD COLUMN (?!.* (?:DEFAULT|GENERATED) ).* NOT NULL", re.DOTALL)
_VALIDATE = re.compile(rf"{_TABLE} VALIDATE CONSTRAINT {_PART}")
_RETYPED = re.compile(
    rf"{_TABLE} (?:ALTER COLUMN {_PART} (?:SET DATA )?TYPE |ADD COLUMN .* GENERATED ALWAYS AS \()", re.DOTALL
)
_DOMAIN = re.compile(rf"ALTER DOMAIN {_NAME} (?:ADD CONSTRAINT|SET NOT NULL)")
_VIEW = re.compile(rf"CREATE (?:MATERIALIZED )?VIEW {_NAME} ")
_FILLED = re.compile(rf"{_TABLE} ALTER COLUMN (?P<column>{_PART}) SET NOT NULL")
_INDEX = re.compile(
    rf"CREATE (?P<unique>UNIQUE )?INDEX (?:CONCURRENTLY )?(?P<name>{_PART}) ON (?P<table>{_NAME}) (?P<rest>.*)",
    re.DOTALL,
)
_NAMELESS = re.compile(
    rf"CREATE (?P<unique>UNIQUE )?INDEX (?:CONCURRENTLY )?ON (?P<table>{_NAME}) (?P<rest>.*)", re.DOTALL
)
_GONE = re.compile(rf"DROP INDEX (?P<index>{_NAME})")
_REINDEX = re.compile(rf"REINDEX INDEX (?:CONCURRENTLY )?(?P<index>{_NAME})")
_REWRITES = re.compile(
    rf"{_TABLE} (?:ALTER COLUMN {_PART} (?:SET DATA )?TYPE |SET (?:UN)?LOGGED|SET TABLESPACE|SET ACCESS METHOD"
    rf"|ADD COLUMN .* (?:GENERATED|IDENTITY)|ATTACH PARTITION (?P<part>{_NAME}))"
    rf"|REFRESH MATERIALIZED VIEW (?P<view>{_NAME})",
    re.DOTALL,
)
_KEY = re.compile(
    r"(PRIMARY KEY|UNIQUE)(?P<nulls> NULLS NOT DISTINCT)? (?P<keys>\(.*?\)(?: INCLUDE \(.*?\))?)(?P<more>.*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What runs together: in one transaction, or by itself."""

    statements: tuple[str, ...]
    alone: bool = False
    large: str = ""  # a relation that it rewrites or reads through under its lock: only while that is small
    rows: bool = False  # it fails where rows stand in the way
    clears: str = ""  # an index that a build which was cut off left invalid
    undo: tuple[str, ...] = ()  # what a failure leaves behind


def turns(text: str, live: Snapshot | None) -> tuple[Turn, ...]:
    """The same change, in turns that each hold their locks shortly."""
    if whole := _whole(list(split(text))):
        return (whole,)
    found: list[Turn] = []
    for turn in _turns(list(split(text)), live):
        last = found[-1] if found else None
        if last is not None and not (last.alone or turn.alone or last.rows or turn.rows):
            found[-1] = replace(last, statements=last.statements + turn.statements, large=last.large or turn.large)
        else:
            found.append(turn)
    return tuple(found)


def _turns(statements: list[Statement], live: Snapshot | None) -> Iterator[Turn]:
    new = {found["table"] for one in statements if (found := _made(one.text))}
    at = 0
    while at < len(statements):
        text = statements[at].text
        following = statements[at + 1].text if at + 1 < len(statements) else ""
        table = next((found["table"] for form in (_ADD, _FILLED, _INDEX, _DROP) if (found := form.match(text))), "")
        if table and table in new:
            yield Turn((text,))
        elif (old := _DROP.match(text)) and (made := _ADD.match(following)) and old["name"] == made["name"]:
            yield from _constraint(made, live, text)
            at += 1
        elif (gone := _GONE.match(text)) and (index := _INDEX.match(following)):
            if parts(gone["index"])[-1:] == parts(index["name"]):
                yield from _index_anew(gone["index"], index, live)
                at += 1
            else:
                yield Turn((text,))
        elif made := _ADD.match(text):
            yield from _constraint(made, live)
        elif filled := _FILLED.match(text):
            yield from _filled(filled["table"], filled["column"])
        elif index := _NAMELESS.match(text) or _INDEX.match(text):
            yield from _index(index, live)
        elif _VALIDATE.match(text) or _COLUMN.match(text):
            yield Turn((text,), rows=True)
        elif again := _REINDEX.match(text):
            yield _reindex(again["index"], live)
        elif rewrites := _REWRITES.match(text):
            of = rewrites["part"] or rewrites["view"] or rewrites["table"]
            yield Turn((text,), large=of, rows=not rewrites["table"] or rewrites["part"] is not None)
        else:
            yield Turn((text,), alone=stands_alone(statements[at]))
        at += 1


def _whole(statements: list[Statement]) -> Turn | None:
    """What is seen by nobody half done: a column of another type, a view made anew, the rules of a domain."""
    texts = tuple(one.text for one in statements if one.words not in (("BEGIN",), ("COMMIT",)))
    retyped = next((found["table"] for text in texts if (found := _RETYPED.match(text))), "")
    anew = any(text.startswith("DROP ") for text in texts) and any(map(_VIEW.match, texts))
    ruled = any(map(_DOMAIN.match, texts)) and not any(text.startswith("CREATE DOMAIN ") for text in texts)
    return Turn(texts, large=retyped, rows=True) if retyped or anew or ruled else None


def _made(text: str) -> re.Match[str] | None:
    return re.match(rf"CREATE (?:UNLOGGED )?TABLE (?P<table>{_NAME})", text)


def _kind(name: str, live: Snapshot | None) -> str:
    found = live.get(Relation, name) if live is not None else None
    return found.relkind if found else "r"


def _constraint(made: re.Match[str], live: Snapshot | None, drop: str = "") -> Iterator[Turn]:
    table, name, rest, form = made["table"], made["name"], made["rest"], made["form"]
    before = (drop,) if drop else ()
    settled = rest.endswith((" NOT VALID", " NOT ENFORCED"))
    whole = _kind(table, live) == "p"
    since_18 = live is not None and live.server.major >= 18
    if settled:
        yield Turn((*before, made[0]))
    elif form == "CHECK" or (form == "FOREIGN KEY" and (since_18 or not whole)):
        yield Turn((*before, f"{made[0]} NOT VALID"))
        yield Turn((f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}",), rows=True)
    elif (key := _KEY.fullmatch(rest)) and not whole and "OVERLAPS" not in rest:
        yield from _by_index(table, name, form, key, before)
    else:
        yield Turn((*before, made[0]), large=table, rows=True)


def _by_index(table: str, name: str, form: str, key: re.Match[str], before: tuple[str, ...]) -> Iterator[Turn]:
    """Built beside the traffic, then taken as the constraint's."""
    at = key["more"].find(" DEFERRABLE")
    options, deferred = (key["more"][:at], key["more"][at:]) if at >= 0 else (key["more"], "")
    options = options.replace(" USING INDEX TABLESPACE", " TABLESPACE")
    schema = table.rpartition(".")[0]
    built = ident(_short(parts(name)[-1], "_golive")) if before else name
    full = f"{schema}.{built}" if schema else built
    yield Turn(
        (f"CREATE UNIQUE INDEX CONCURRENTLY {built} ON {table} {key['keys']}{key['nulls'] or ''}{options}",),
        alone=True,
        rows=True,
        clears=full,
        undo=(f"DROP INDEX CONCURRENTLY IF EXISTS {full}",),
    )
    if form == "PRIMARY KEY":
        for column in _columns(key["keys"]):
            yield from _filled(table, column)
    yield Turn((*before, f"ALTER TABLE {table} ADD CONSTRAINT {name} {form} USING INDEX {built}{deferred}"))


def _columns(keys: str) -> Iterable[str]:
    return re.findall(_PART, keys.partition(" INCLUDE ")[0])


def _filled(table: str, column: str) -> Iterator[Turn]:
    """A check proves it beside the traffic, so that SET NOT NULL need not read the table."""
    proof = ident(_short(f"golive_{parts(column)[-1]}", "_filled"))
    head = f"ALTER TABLE {table}"
    drop = f"{head} DROP CONSTRAINT IF EXISTS {proof}"
    yield Turn((drop, f"{head} ADD CONSTRAINT {proof} CHECK ({column} IS NOT NULL) NOT VALID"))
    yield Turn((f"{head} VALIDATE CONSTRAINT {proof}",), rows=True, undo=(drop,))
    yield Turn((f"{head} ALTER COLUMN {column} SET NOT NULL", drop))


def _index(index: re.Match[str], live: Snapshot | None) -> Iterator[Turn]:
    table, unique, rest = index["table"], index["unique"] or "", index["rest"]
    name = index.groupdict().get("name", "")
    if _kind(table, live) == "p":
        yield Turn((index[0],), large=table, rows=bool(unique))
        return
    schema = table.rpartition(".")[0]
    full = f"{schema}.{name}" if schema and name else name
    yield Turn(
        (f"CREATE {unique}INDEX CONCURRENTLY {name + ' ' if name else ''}ON {table} {rest}",),
        alone=True,
        rows=bool(unique),
        clears=full,
        undo=(f"DROP INDEX CONCURRENTLY IF EXISTS {full}",) if name else (),
    )


def _index_anew(old: str, index: re.Match[str], live: Snapshot | None) -> Iterator[Turn]:
    """The new one is there before the old one goes."""
    table, name, unique = index["table"], index["name"], index["unique"] or ""
    if _kind(table, live) == "p":
        yield Turn((f"DROP INDEX {old}", index[0]), large=table, rows=bool(unique))
        return
    schema = old.rpartition(".")[0]
    built = ident(_short(parts(name)[-1], "_golive"))
    full = f"{schema}.{built}" if schema else built
    yield Turn(
        (f"CREATE {unique}INDEX CONCURRENTLY {built} ON {table} {index['rest']}",),
        alone=True,
        rows=bool(unique),
        clears=full,
        undo=(f"DROP INDEX CONCURRENTLY IF EXISTS {full}",),
    )
    yield Turn((f"DROP INDEX CONCURRENTLY {old}",), alone=True)
    yield Turn((f"ALTER INDEX {full} RENAME TO {name}",))


def _reindex(name: str, live: Snapshot | None) -> Turn:
    found = live.get(Index, name) if live is not None else None
    if found is not None and found.exclusion:
        return Turn((f"REINDEX INDEX {name}",), large=found.table, rows=True)
    unique = found is not None and found.unique
    return Turn((f"REINDEX INDEX CONCURRENTLY {name}",), alone=True, rows=unique)


def _short(name: str, tail: str) -> str:
    """A name of at most 63 bytes."""
    return name.encode()[: 63 - len(tail)].decode(errors="ignore") + tail
