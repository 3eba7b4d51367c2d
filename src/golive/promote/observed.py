"""What became of a promotion, seen from both sides: where rows went, switches, numbers, what is sealed."""

from collections.abc import Iterator, Mapping
from typing import Any

from psycopg import Connection, errors, sql

from golive.model.claims import Claims
from golive.model.claims.compare import COMPARE
from golive.model.claims.credential import Credential
from golive.model.claims.promotion import PROMOTION, Promotion, Switch
from golive.model.evidence import Evidence, State
from golive.observe.ask import KEYS, ask, refused
from golive.observe.ask import Rows as Answer
from golive.observe.compared import QUESTIONS as COMPARED
from golive.observe.compared import Found, Side, Unseen, compare
from golive.promote.agree import differing
from golive.promote.projection import Reading, columns, kept, rows
from golive.promote.record import Moves, recorded
from golive.promote.reseal import here as sealed_here
from golive.promote.reseal import same, sealed_columns, sealed_row, sealing
from golive.promote.reseal import there as sealed_there
from golive.promote.shape import Path, Table, of_t, read_shape, relation
from golive.sqltext.names import parts, quoted
from golive.vault.reseal import NotResealed, Resealer
from golive.vault.vault import Vault

Live = Connection[tuple[Any, ...]]
QUESTIONS = ("strays", "stays", "numbers", "dropped", "sealed")
AT_MOST = 50_000  # rows of a table that stays behind


def reading_of(target: Live, platform: str, claims: Claims, promotion: Promotion) -> tuple[Reading, Moves, bool]:
    """The promotion as it is on record; without a record every row has the number that it had."""
    found = recorded(target, platform, promotion.tenant)
    moves = found or Moves(promotion.tenant, promotion.tenant)
    reading = Reading(platform, claims, promotion, read_shape(target))
    for path in moves.brought:
        if path not in reading.takes:
            reading.imply(path)
    return reading, moves, found is not None


def observe_promoted(
    target: Live, platform: str, claims: Claims, source: Live | None, environ: Mapping[str, str]
) -> dict[str, Evidence]:
    if (promotion := claims.one(Promotion)) is None:
        return {}
    switches = [f"switch:{one.table}.{one.column}" for one in promotion.switch]
    asked = [PROMOTION.of(one) for one in (*QUESTIONS, *switches)]
    asked += [COMPARE.of(str(promotion), one) for one in COMPARED]
    if source is None:
        return dict.fromkeys(asked, Evidence.not_observed("--source-dsn was not given"))
    try:
        reading, moves, known = reading_of(target, platform, claims, promotion)
    except errors.DatabaseError as error:
        return dict.fromkeys(asked, refused(error))
    reading.sealed = {path: sealed_columns(several) for path, several in sealing(reading, environ).items()}
    compared = _compared(source, target, reading, moves)
    found = {
        "strays": _strays(target, reading, moves),
        "stays": _stays(source, target, reading),
        "numbers": _numbers(reading, moves),
        "dropped": _dropped(moves),
        "sealed": _sealed(source, target, reading, moves, environ),
    }
    found |= {
        f"switch:{one.table}.{one.column}": _switch(source, target, reading, moves, one) for one in promotion.switch
    }
    if not known:  # these three ask the record
        unseen = Evidence.unknown("no promotion of this tenant is on record here")
        found |= dict.fromkeys(("strays", "numbers", "dropped"), unseen)
    return compared | {PROMOTION.of(name): evidence for name, evidence in found.items()}


def _compared(source: Live, target: Live, reading: Reading, moves: Moves) -> dict[str, Evidence]:
    """Every row that travelled, through the numbers that rows have here."""
    name = str(reading.promotion)
    found = Found()
    try:
        theirs = read_shape(source)
        for path, take in reading.takes.items():
            own = kept(reading, path)
            read = {one: text for one, text in columns(reading, path, moves).items() if one not in own}
            before = Side(source, rows(reading, path, moves, here=False), read)
            after = Side(target, rows(reading, path, moves, here=True), {one: of_t(one) for one in read})
            one = compare(before, after, reading.table(path).key, quoted(*path))
            found.looked_at += one.looked_at
            found.add("columns", differing(reading, path, theirs))
            meant = {"new": take.others == "own", "differs": take.exists == "keep"}
            for question in COMPARED:
                if not meant.get(question):
                    found.add(question, one.keys[question], one.counts[question])
    except Unseen as unseen:
        return {COMPARE.of(name, question): unseen.evidence for question in COMPARED}
    return {COMPARE.of(name, question): found.evidence(question) for question in COMPARED}


def _together(answers: Iterator[Evidence]) -> Evidence:
    """One answer for several tables; what could not be seen of one is not seen of all."""
    looked_at, count, keys = 0, 0, list[str]()
    for one in answers:
        if one.state is not State.SEEN:
            return one
        looked_at, count = looked_at + one.looked_at, count + one.count
        keys += one.keys
    return Evidence.seen(looked_at, count, keys[:KEYS])


def _strays(target: Live, reading: Reading, moves: Moves) -> Evidence:
    """Rows that the promotion's transaction wrote last, and that are not the tenant's."""

    def answers() -> Iterator[Evidence]:
        for path in reading.takes:
            query = sql.SQL(
                "SELECT coalesce({key}, ''), pg_catalog.count(*) OVER (), 1 FROM {table} AS t"
                " WHERE t.xmin::text = {xid} AND (t.tableoid, t.ctid) NOT IN (SELECT t.tableoid, t.ctid {mine})"
                " ORDER BY 1 LIMIT {keys}"
            ).format(
                key=_called(reading.table(path)), table=relation(path), xid=sql.Literal(_short(moves.xid)),
                mine=rows(reading, path, moves, here=True, whole=True), keys=sql.Literal(KEYS),
            )  # fmt: skip
            counts = moves.rows.get(path)
            yield ask(target, query, _named(path, counts.taken if counts else 0))

    return _together(answers())


def _named(path: Path, looked_at: int) -> Any:
    def read(answer: Answer) -> Evidence:
        keys = [f"{quoted(*path)} {row[0]}" for row in answer]
        return Evidence.seen(looked_at, answer[0][1] if answer else 0, keys)

    return read


def _short(xid: str) -> str:
    """As xmin shows it: without the epoch."""
    return str(int(xid) % 2**32) if xid else ""


def _called(table: Table) -> sql.Composable:
    if not table.key:
        return sql.SQL("t::text")
    return sql.SQL("pg_catalog.concat_ws(' ', {})").format(sql.SQL(", ").join(of_t(one) for one in table.key))


def _stays(source: Live, target: Live, reading: Reading) -> Evidence:
    """Rows of tables that stay behind, and are here all the same: under the same key and with the same content."""

    def answers() -> Iterator[Evidence]:
        for name in reading.promotion.stays:
            path = parts(name)
            table = reading.table(path)
            here, limit = _contents(table, reading), sql.SQL(" LIMIT {}").format(sql.Literal(AT_MOST))
            kept: dict[str, str] = {}
            seen = ask(target, sql.SQL("{} {}").format(here, limit), lambda answer, k=kept: _keep(k, answer))  # type: ignore[misc]
            if seen.state is not State.SEEN:
                yield seen
                continue
            only = sql.SQL("{} WHERE {} = ANY ({})").format(here, _called(table), sql.Literal(list(kept)))
            theirs: dict[str, str] = {}
            seen = ask(source, only, lambda answer, k=theirs: _keep(k, answer))  # type: ignore[misc]
            if seen.state is not State.SEEN:
                yield seen
                continue
            both = sorted(key for key, content in theirs.items() if kept.get(key) == content)
            yield Evidence.seen(1 + len(kept), len(both), [f"{name} {key}" for key in both[:KEYS]])

    return _together(answers())


def _keep(kept: dict[str, str], answer: Answer) -> Evidence:
    kept.update(answer)
    return Evidence.seen(len(answer))


def _contents(table: Table, reading: Reading) -> sql.Composed:
    """Without the columns that name other rows: those may have another number."""
    plain = [one.name for one in table.columns if not one.key_at and reading.domain(table.path, one.name) is None]
    return sql.SQL("SELECT {}, pg_catalog.md5(ROW({})::text) FROM {} AS t").format(
        _called(table), sql.SQL(", ").join(of_t(one) for one in plain), relation(table.path)
    )


def _numbers(reading: Reading, moves: Moves) -> Evidence:
    looked, changed = 0, list[str]()
    for name in reading.promotion.public:
        path = parts(name)
        counts, known = moves.rows.get(path), moves.map(path)
        looked += counts.taken if counts else 0
        changed += [f"{name} {old} is {new} here" for old, new in known.pairs.items() if old != new]
        changed += [f"{name} {one.low} to {one.high} begin at {one.low + one.shift} here" for one in known.spans]
    return Evidence.seen(1 + looked, len(changed), changed)


def _dropped(moves: Moves) -> Evidence:
    dropped = [f"{quoted(*path, column)}: {', '.join(keys[:5])}" for (path, column), keys in moves.drops.items()]
    return Evidence.seen(1 + len(moves.rows), sum(map(len, moves.drops.values())), dropped)


def _switch(source: Live, target: Live, reading: Reading, moves: Moves, switch: Switch) -> Evidence:
    """Looked at: rows on both sides. Keys: how many are on in the source and here."""
    path, active = parts(switch.table), list[int]()
    looked = 0
    for side, here in ((source, False), (target, True)):
        query = sql.SQL("SELECT pg_catalog.count(*), pg_catalog.count(*) FILTER (WHERE {}) {}").format(
            of_t(switch.column), rows(reading, path, moves, here=here)
        )
        counts: list[tuple[int, int]] = []
        seen = ask(side, query, lambda answer, c=counts: c.extend(answer) or Evidence.seen(1))  # type: ignore[misc]
        if seen.state is not State.SEEN:
            return seen
        looked += counts[0][0]
        active.append(counts[0][1])
    wrong = active[0] if switch.on == "target" else active[1]
    return Evidence.seen(looked, wrong, [str(active[0]), str(active[1])])


def _sealed(source: Live, target: Live, reading: Reading, moves: Moves, environ: Mapping[str, str]) -> Evidence:
    """Rows whose content is another than in the source, where the keys differ; else bytes are compared."""
    claims = [(path, claim) for path, several in sealing(reading, environ).items() for claim in several]
    if not claims:
        return Evidence.not_observed("both sides share the keys: the rows are compared byte for byte")
    return _together(_unlike(source, target, reading, moves, path, claim, environ) for path, claim in claims)


def _unlike(
    source: Live,
    target: Live,
    reading: Reading,
    moves: Moves,
    path: Path,
    claim: Credential,
    environ: Mapping[str, str],
) -> Evidence:
    try:
        theirs, ours = Resealer(claim, environ).vault, Vault(claim, environ)
    except NotResealed as error:
        return Evidence.unknown(error.what)
    looked, wrong = 0, list[str]()
    try:
        with source.transaction(), target.transaction():
            before = source.execute(sealed_there(reading, path, moves, claim)).fetchall()
            for at in range(0, len(before), 500):
                batch = before[at : at + 500]
                after = {
                    row[0]: row[1:]
                    for row in target.execute(sealed_here(reading, path, claim, [row[0] for row in batch]))
                }
                for key, *cells in batch:
                    looked += 1
                    if key not in after or not same(theirs, sealed_row(key, cells), ours, sealed_row(key, after[key])):
                        wrong.append(f"{quoted(*path)} {key}")
    except errors.DatabaseError as error:
        return refused(error)
    return Evidence.seen(looked, len(wrong), wrong)
