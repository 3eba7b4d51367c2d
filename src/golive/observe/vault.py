"""Sealed columns: every value opened in memory as it streams by; what leaves is counts, keys of rows and words."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import Any

from psycopg import Connection, errors, sql

from golive.model.asking import table, text
from golive.model.burnt import is_burnt
from golive.model.claims import Claims
from golive.model.claims.credential import CREDENTIAL, Credential
from golive.model.evidence import Evidence
from golive.model.flaws import CURRENT, EQUAL, HOLDS, OPENS, OWN, WITHOUT_KEY, Flaw
from golive.model.snapshot import Snapshot
from golive.observe.ask import KEYS, LIMIT_MS, refused
from golive.observe.key_places import Places, places
from golive.observe.patience import patiently
from golive.sqltext.statements import split
from golive.vault.candidates import WELL_KNOWN
from golive.vault.reseal import NotResealed, quiet
from golive.vault.vault import Batch, Row, Vault

AT_ONCE = 500
ALONE = 8  # so few rows are looked at one by one
PARTS = 8  # what many rows are cut into where one of them is not as it should be
MOST = 1 << 21  # characters of sealed values that are opened at once: memory stays small
LONGEST = 1 << 16  # bytes of one value: the longest credentials, with keys in them, have a tenth of it
COMPARED = 500_000  # numbers at once
Fetched = tuple[Any, ...]  # a row of _query
KIND, STORED = 2, 4  # places in it
NEEDS_KEY = tuple(flaw for flaw in (*OPENS, *HOLDS, *OWN, *CURRENT) if flaw not in WITHOUT_KEY)


def observe_vault(
    connection: Connection[tuple[Any, ...]],
    claims: Claims,
    environ: Mapping[str, str],
    own: bool = False,
    live: Snapshot | None = None,
) -> dict[str, Evidence]:
    """live: the catalog, in which a key may stand, and the time by which credentials end."""
    found: dict[str, Evidence] = {}
    for claim in claims.of(Credential):
        surroundings = claim.surroundings(environ, own)
        try:
            answers = quiet(partial(_answers, connection, claims, claim, surroundings, live))
        except NotResealed as crash:  # without the frames, which hold what was sealed
            answers = dict.fromkeys((*(flaw.name for flaw in Flaw), "key"), Evidence.unknown(f"crashed: {crash.what}"))
        found |= {CREDENTIAL.of(claim.name, question): one for question, one in answers.items()}
    return found


def _answers(
    connection: Connection[tuple[Any, ...]],
    claims: Claims,
    claim: Credential,
    environ: Mapping[str, str],
    live: Snapshot | None,
) -> dict[str, Evidence]:
    vault = Vault(claim, environ, datetime.fromisoformat(live.server.now) if live and live.server.now else None)
    seen = {flaw.name: one for flaw, one in _judged(connection, vault).items()}
    return seen | {"key": _keys(vault, partial(places, connection, claims, live) if live else None)}


def _judged(connection: Connection[tuple[Any, ...]], vault: Vault) -> dict[Flaw, Evidence]:
    def answers() -> dict[Flaw, Evidence]:
        connection.execute(
            "SELECT pg_catalog.set_config('row_security', 'off', true),"
            " pg_catalog.set_config('statement_timeout', %s, true)",
            (str(LIMIT_MS),),
        )
        return _Judge(vault, lambda: _batches(connection, vault.claim)).evidence()

    try:
        return patiently(connection, answers)
    except errors.DatabaseError as error:
        return dict.fromkeys(Flaw, refused(error))
    except NotOne:
        return dict.fromkeys(Flaw, Evidence.unknown("it is more than one statement, and was not sent"))
    except UnicodeDecodeError:
        return dict.fromkeys(Flaw, Evidence.unknown("the rows hold bytes that are no text in their own encoding"))


class NotOne(Exception):
    """A condition of the claim ends the statement and begins another."""


class _Judge:
    """Counts by flaw over one stream of rows; equal ivs and contents are found by numbers, then named in a second."""

    def __init__(self, vault: Vault, batches: Callable[[], Iterable[list[Fetched]]]) -> None:
        self.vault, self.batches = vault, batches
        self.looked_at = 0
        self.counts = dict.fromkeys(Flaw, 0)
        self.keys: dict[Flaw, list[str]] = {flaw: [] for flaw in Flaw}
        self.numbers = {flaw: array("q") for flaw in EQUAL}
        self.kinds: Counter[str | None] = Counter()
        self.halves, self.ends = array("q"), array("q")  # of the ivs and ciphertexts that were looked at
        vault.inside.clear()
        vault.exchanged.clear()
        self.nested: dict[tuple[str | None, str], list[str]] = {}

    def evidence(self) -> dict[Flaw, Evidence]:
        for rows in self.batches():
            self._judge(rows)
        self._others()
        self._unusual()
        for row, (one, other) in self.vault.exchanged.rows():
            self._count(Flaw.OTHER_KIND, f"{row}: {one} and {other} stand in each other's place")
        found = {
            flaw: Evidence.seen(self.looked_at, self.counts[flaw], self.keys[flaw], self._note(flaw)) for flaw in Flaw
        }
        if why := self._without_key():
            found |= {flaw: Evidence.unknown(why) for flaw in NEEDS_KEY if not self.counts[flaw]}
        return found

    def _judge(self, rows: list[Fetched]) -> None:
        """All at once, or in ever smaller parts down to the rows that something is wrong with."""
        if len(rows) > ALONE:
            if self._sound(rows):
                return
            size = -(-len(rows) // PARTS)
            for start in range(0, len(rows), size):
                self._judge(rows[start : start + size])
            return
        for row in rows:
            self._look(_row(self.vault.claim, row))

    def _sound(self, rows: list[Fetched]) -> bool:
        columns = list(zip(*rows, strict=True))
        stored, kinds = columns[STORED], columns[KIND]
        ivs, tags, aads = columns[STORED + 1 : STORED + 4]
        if not all(stored) or sum(map(len, stored)) > MOST:
            return False
        texts = aads if set(aads) == {None} else [aad if aad is None else aad.encode() for aad in aads]
        numbers = self.vault.sound(Batch(stored, ivs, tags, kinds, texts, *columns[:KIND]))
        if numbers is None:
            return False
        self.looked_at += len(rows)
        self.vault.opened += len(rows)
        self.kinds.update(kinds)
        for flaw, found in zip((Flaw.SAME_IV, Flaw.SAME_CONTENT), numbers, strict=True):
            self.numbers[flaw].extend(found)
        return True

    def _look(self, row: Row) -> None:
        seen = self.vault.look(row)
        if row.stored or row.required:
            self.looked_at += 1
        if seen.iv is not None:
            self.numbers[Flaw.SAME_IV].append(seen.iv)
        if seen.content is not None:
            self.vault.opened += 1
            self.kinds[row.kind] += 1
            self.numbers[Flaw.SAME_CONTENT].extend(seen.held.values())
        self.vault.exchanged.looked(_called(row), row.kind, seen.looks)
        self.halves.extend(set(seen.halves))
        if seen.end is not None:
            self.ends.append(seen.end)
        for name in seen.own:
            self.vault.inside.setdefault(name, []).append(_called(row))
        for flaw, detail in seen.flaws:
            name = f"{_called(row)}: {detail}" if detail else _called(row)
            if flaw is Flaw.NESTED:
                self.nested.setdefault((row.kind, detail), []).append(name)
            else:
                self._count(flaw, name)

    def _count(self, flaw: Flaw, name: str) -> None:
        self.counts[flaw] += 1
        if len(self.keys[flaw]) < KEYS:
            self.keys[flaw].append(name)

    def _unusual(self) -> None:
        """What most rows of a kind have in a field is what it is meant to hold."""
        for (kind, _), names in self.nested.items():
            if 2 * len(names) < self.kinds[kind]:
                for name in names:
                    self._count(Flaw.NESTED, name)

    def _others(self) -> None:
        """What stands in several rows, named in a second look at them."""
        twice = {flaw: _repeated(self.numbers[flaw]) for flaw in EQUAL}
        if self.vault.claim.distinct == "no":
            twice[Flaw.SAME_CONTENT] = set()
        parts = _repeated(self.halves) | set(self.ends).intersection(self.halves)
        self.numbers.clear()
        if not any(twice.values()) and not parts:
            return
        ivs, contents, secrets = Sharing(), Sharing(), Sharing()
        fields: Counter[str] = Counter()
        for row in (_row(self.vault.claim, one) for rows in self.batches() for one in rows):
            seen = self.vault.look(row)
            holder = Holder(_called(row), row.tenant)
            if seen.iv in twice[Flaw.SAME_IV]:
                ivs.add(seen.iv, holder)
            elif not parts.isdisjoint(seen.halves):
                self._count(Flaw.WEAK_IV, f"{holder.row}: a part of another row's iv or ciphertext")
            fields.update(seen.held.keys())
            if not twice[Flaw.SAME_CONTENT].isdisjoint(seen.held.values()):
                contents.add(seen.content, holder)
                for name, number in seen.held.items():
                    secrets.add(number, replace(holder, field=name))
        for group in ivs.groups():
            self._shared(Flaw.SAME_IV, group, group)
        whole = [group for group in contents.groups() if self._may_not_share(group)]
        for group in whole:
            self._shared(Flaw.SAME_CONTENT, group, group)
        told = {one.row for group in whole for one in group}
        for group in _of_others(secrets, fields):
            self._shared(Flaw.SAME_CONTENT, [one for one in group if one.row not in told], group)

    def _may_not_share(self, group: "list[Holder]") -> bool:
        return self.vault.claim.distinct != "tenant" or len({one.tenant for one in group}) > 1

    def _shared(self, flaw: Flaw, some: "list[Holder]", group: "list[Holder]") -> None:
        self.counts[flaw] += len(some)
        for one in some[: KEYS - len(self.keys[flaw])]:
            other = next(each.row for each in group if each is not one)
            self.keys[flaw].append(f"{one.told}: as {other}")

    def _note(self, flaw: Flaw) -> str:
        return "; ".join(self.vault.missing_old) if flaw is Flaw.UNOPENED else ""

    def _without_key(self) -> str:
        if self.vault.missing:
            return "; ".join(self.vault.missing)
        if self.vault.sample and self.looked_at and not self.vault.opened:
            names = " and ".join(sorted(self.vault.own))
            return f"{names} is not set, and the key that platform.toml prints for a sample opens no row"
        return ""


@dataclass(frozen=True, slots=True)
class Holder:
    """A row that has something another row has as well."""

    row: str
    tenant: str | None
    field: str = ""

    @property
    def told(self) -> str:
        return f"{self.row}: {self.field}" if self.field else self.row


class Sharing:
    """Who has what, by its number."""

    def __init__(self) -> None:
        self._by_number: dict[int | None, list[Holder]] = {}

    def add(self, number: int | None, holder: Holder) -> None:
        self._by_number.setdefault(number, []).append(holder)

    def groups(self) -> list[list[Holder]]:
        return [group for group in self._by_number.values() if len(group) > 1]


def _of_others(secrets: Sharing, fields: Counter[str]) -> Iterator[list[Holder]]:
    """One secret of two tenants, in fields where most rows have one of their own."""
    groups = secrets.groups()
    spare = Counter(one.field for group in groups for one in group[1:])
    for group in groups:
        own = all(one.field and 2 * (fields[one.field] - spare[one.field]) > fields[one.field] for one in group)
        if own and len({one.tenant for one in group}) > 1:
            yield group


def _repeated(numbers: "array[int]") -> set[int]:
    """Numbers that stand there twice; part by part, so that memory stays small."""
    parts = -(-len(numbers) // COMPARED)
    found: set[int] = set()
    for part in range(parts):
        some = [number for number in numbers if number % parts == part] if parts > 1 else numbers
        if len(set(some)) < len(some):
            found |= {one for one, another in pairwise(sorted(some)) if one == another}
    return found


def _called(row: Row) -> str:
    beside = [f"tenant {row.tenant}"] if row.tenant is not None else []
    beside += [row.kind] if row.kind is not None else []
    return f"{row.name} ({', '.join(beside)})" if beside else row.name


def _batches(connection: Connection[tuple[Any, ...]], claim: Credential) -> Iterator[list[Fetched]]:
    with connection.cursor(name="golive_vault", binary=True) as cursor:
        query = _query(claim)
        if len(split(query.as_string(connection))) != 1:  # a second one could leave the read-only transaction
            raise NotOne
        cursor.execute(query)
        while rows := cursor.fetchmany(AT_ONCE):
            yield rows


def _row(claim: Credential, fetched: Fetched) -> Row:
    name, tenant, kind, required, stored, iv, tag, aad, *same = fetched
    return Row(name, stored, iv, tag, kind, required, aad, dict(zip(claim.same, same, strict=True)), tenant)


def _query(claim: Credential) -> sql.Composed:
    """No more is fetched than is judged; what is longer than any credential comes as a text that is none."""
    form = claim.format[0]
    raw = form.encoding == "bytes"
    plain, kind = sql.SQL("text"), sql.SQL("bytea" if raw else "text")
    too_long = sql.SQL("'\\x'::bytea" if raw else "'…'")

    def column(name: str | None, kind: sql.SQL) -> sql.Composable:
        return sql.SQL("t.{}::{}").format(sql.Identifier(name), kind) if name else sql.SQL("NULL::text")

    def written(fragment: str | None) -> sql.Composable:
        return sql.SQL("({})::text").format(text(fragment)) if fragment else sql.SQL("NULL::text")

    stored = column(claim.column, kind)
    named = sql.SQL(", ").join(sql.SQL("coalesce(t.{}::text, 'NULL')").format(sql.Identifier(one)) for one in claim.key)
    chosen = [
        sql.SQL("pg_catalog.concat_ws(' ', {})").format(named),
        column(claim.tenant, plain),
        column(claim.kind, plain),
        sql.SQL("({}) IS TRUE").format(text(claim.required)),
        sql.SQL("CASE WHEN pg_catalog.octet_length({c}) > {n} THEN {too_long} ELSE {c} END").format(
            c=stored, n=sql.Literal(LONGEST), too_long=too_long
        ),
        column(form.iv, kind),
        column(form.tag, kind),
        written(claim.aad),
        *(written(one) for one in claim.same.values()),
    ]
    in_order = sql.SQL(", ").join(sql.SQL("t.{}").format(sql.Identifier(one)) for one in claim.key)
    return sql.SQL("SELECT {} FROM {} AS t WHERE {} ORDER BY {}").format(
        sql.SQL(", ").join(chosen), table(claim.table), text(claim.where), in_order
    )


def _keys(vault: Vault, standing: Callable[[str], Places] | None) -> Evidence:
    """What is wrong with the current keys themselves, in words, once rows were seen to be sealed with them."""
    if vault.missing and not vault.own:
        return Evidence.unknown("; ".join(vault.missing))
    wrong: list[str] = []
    for name, value in sorted(vault.own.items()) if vault.opened else ():  # else the audit of the environment speaks
        wrong += [f"{name} {word}" for word in _words(vault, name, value)]
        if rows := vault.inside.get(name):
            wrong.append(f"{name} is in what it seals: {', '.join(rows[:KEYS])}")
        if standing:
            found = standing(value)
            wrong += [f"{name} stands in {place}" for place in found.seen]
            if found.unseen and not wrong:
                return Evidence.unknown(f"whether {name} stands in {found.unseen}")
    return Evidence.seen(looked_at=len(vault.own), count=len(wrong), keys=wrong)


def _words(vault: Vault, name: str, value: str) -> Iterator[str]:
    claim = vault.claim
    if claim.printed.get(name) == value:  # the platform says that all its rows are made up
        return
    bare = value.strip()
    if named := next((known for known, text in claim.known.items() if text == bare), None):
        yield f"is {named}"
    elif is_burnt(bare) or any(bare in values for values in WELL_KNOWN.values()):
        yield "is a value that everybody knows"
    elif len(bare) < 16:
        yield f"has {len(bare)} characters: it can be guessed"
    elif len(set(bare)) <= 4:
        yield "consists of very few different characters"
    if bare != value:
        yield "begins or ends with a space or a line end"
