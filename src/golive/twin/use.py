"""Everything of a twin is used once: what cannot work for any row, nor for any argument, is told."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from psycopg import sql

from golive.model import questions as q
from golive.model.catalog import Function, Policy, Relation, Setting, Type
from golive.model.claims import Claims
from golive.model.claims.identity import Identity
from golive.model.evidence import Evidence, State
from golive.model.relation_names import identity_of
from golive.model.scope import ours
from golive.model.snapshot import Snapshot
from golive.observe.session import connect
from golive.rights.grants import rights
from golive.twin.blame import Blame, broken, said
from golive.twin.build import BUILDER, Twin
from golive.twin.calls import callable_, calls, lasting, read
from golive.twin.making import Maker, Row, inserted, relation
from golive.twin.sessions import settings_of
from golive.twin.tables import Table, in_circles, tables_of, waiting_circles
from golive.twin.trouble import Trouble
from golive.twin.values import Values
from golive.twin.visit import Statement, Visit

_COMPARED = re.compile(r"(?P<column>\w+) = \(*(?:NULLIF\()?current_setting\('(?P<setting>[^']+)'")
USED = Evidence.seen(1)
Answers = dict[str, Evidence]


def used(twin: Twin, live: Snapshot, claims: Claims) -> Answers:
    """By kind and name; live: the twin's own catalog."""
    values = Values({one.identity: one for one in live.of(Type)})
    with (
        connect(twin.visitor, autocommit=True) as session,  # its path is the target's own
        connect(twin.dsn, autocommit=True, options="-c search_path=pg_catalog") as reader,
    ):
        paths = {
            one.role: one.value for one in live.of(Setting) if one.setting == "search_path" and one.scope == "role"
        }
        visit = Visit(session, paths)
        use = Use(live, claims, visit, Maker(visit, reader, values, live.server.major))
        use.refreshed()
        use.tables()
        use.views()
        use.functions(values)
    return {key: _of_the_target(key, one, twin) for key, one in use.answers.items()}


def _of_the_target(key: str, one: Evidence, twin: Twin) -> Evidence:
    """What touches a stand-in is no pass, and no fault of the target's."""
    subject = key.split(":", 2)[2].partition(":")[0]
    if one.state is not State.SEEN or not any(
        subject == name or subject.startswith(f"{name}.") for name in twin.touched
    ):
        return one
    return Evidence.unknown(f"it depends on what stands in for {', '.join(twin.stubs)}")


@dataclass(slots=True)
class Use:
    """One going through all of it."""

    live: Snapshot
    claims: Claims
    visit: Visit
    maker: Maker
    answers: Answers = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def tables(self) -> None:
        """Rows first for all, those of others too, which ours refer to."""
        mine = {one.identity for one in ours(self.live, Relation, self.claims)}
        tables = tables_of(self.live, self.live.of(Relation))
        blame = Blame(self.live, self.visit, in_circles(tables))
        failed: dict[str, list[Trouble]] = {}
        for _ in range(2):  # once more, where code asks for rows that no key refers to
            for table in tables:
                if not self.rows.get(table.name) and not any(one.for_ever for one in failed.get(table.name, ())):
                    self.rows[table.name], failed[table.name] = self.maker.made(table, table.relation.owner)
            for table in tables:
                self._by_somebody(table, ours=table.name in mine)
            for circle in waiting_circles([one for one in tables if not self.rows[one.name]]):
                for name, row in self.maker.together(circle).items():
                    self.rows[name] = [row]
        empty = {name: met for name, met in failed.items() if not (self.rows[name] or self.maker.holds(name))}
        for table in tables:
            if table.name in mine:
                key = q.USED.of("table", table.name)
                self.answers[key] = blame.answer(table, empty, self.maker.row(table)) if table.name in empty else USED
        for table in tables:
            if table.name in mine and self.rows[table.name]:
                self._changed(table, blame)
                self._by_sessions(table)

    def _by_somebody(self, table: Table, *, ours: bool) -> None:
        """Code may ask whose session adds a row; what others own is filled by whoever may."""
        sessions = list(filter(None, map(self._settings, self.claims.identity)))
        for settings in sessions if ours else ({}, *sessions):
            if not self.rows[table.name]:
                self.rows[table.name], _ = self.maker.made(table, table.relation.owner if ours else "", settings)

    def _changed(self, table: Table, blame: Blame) -> None:
        """Each default, and an UPDATE and a DELETE of what is there."""
        row = self.maker.row(table)
        if isinstance(self._tried([_without(table, row, table.defaulted)], table), Trouble):
            whole = self._tried([inserted(table, row)], table)
            for name in () if isinstance(whole, Trouble) else table.defaulted:
                found = self._tried([_without(table, row, (name,))], table)
                if isinstance(found, Trouble) and self._of_default(table, name, found):
                    self.answers[q.USED.of("default", f"{table.name}.{name}")] = broken(found)
        for command, statement in (("update", updated(table)), ("delete", deleted(table))):
            found = self._tried([statement], table)
            if isinstance(found, Trouble) and blame.lasting(table, found, row):
                self.answers[q.USED.of(command, table.name)] = broken(found)

    def _tried(self, statements: Sequence[Statement], table: Table) -> Trouble | list[tuple[object, ...]]:
        """As the owner; where row security binds him, as one whom it does not."""
        found = self.visit.tried(statements, table.relation.owner)
        if isinstance(found, Trouble) and found.by_row_security:
            return self.visit.tried(statements)
        return found

    @staticmethod
    def _of_default(table: Table, name: str, trouble: Trouble) -> bool:
        if trouble.for_ever or trouble.partition_missing:
            return True
        if trouble.sqlstate == "23514" and trouble.table == table.name:
            return any(one.name == trouble.constraint and one.columns == (name,) for one in table.constraints)
        return trouble.sqlstate.startswith("22") and not trouble.function

    def _by_sessions(self, table: Table) -> None:
        """What a role was granted on the table, it can do: nothing behind it is missing."""
        told = {one.message for key, answer in self.answers.items()
                if key.endswith(f":{table.name}") and (one := q.USED.told(answer))}  # fmt: skip
        rows = Variants(self.maker, table)
        for role, settings in self._sessions(table):
            for command, statements in self._granted(table, role, rows):
                found = self.visit.tried(statements, role, settings)
                if isinstance(found, Trouble) and self._missing(table, found) and found.message not in told:
                    told.add(found.message)
                    self.answers[q.USED.of("session", table.name, f"{command} as {role}")] = broken(found)
            if fault := self._unseen(table, role, settings, rows):
                self.answers[q.USED.of("session", table.name, f"INSERT … RETURNING as {role}")] = broken(fault)

    def _unseen(self, table: Table, role: str, settings: Mapping[str, str], rows: "Variants") -> Trouble | None:
        """Rows that a role may add and none of which it may see, though a policy lets it see some."""
        held = rights(table.relation.grants).get(role, frozenset())
        names = {role, "PUBLIC"}
        sees = any(
            one.command in ("SELECT", "ALL") and one.permissive and names & set(one.roles)
            for one in self.live.on(Policy, table.name)
        )
        if not ({"SELECT", "INSERT"} <= held and sees and table.relation.row_security):
            return None
        fault = None
        for row in rows:
            adding = inserted(table, row)
            found = self.visit.tried([sql.SQL("{} RETURNING *").format(adding)], role, settings)
            if not isinstance(found, Trouble):
                return None
            if found.by_row_security and not isinstance(self.visit.tried([adding], role, settings), Trouble):
                fault = found
        return fault

    def _missing(self, table: Table, trouble: Trouble) -> bool:
        if trouble.sqlstate == "42501":
            others = trouble.denied not in ("", table.relation.name, table.relation.path[0])
            return others and not trouble.by_row_security
        return trouble.for_ever or trouble.in_circles

    def _sessions(self, table: Table) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Each role that was granted something, as the session that was declared for it."""
        identities = {one.role: one for one in self.claims.identity}
        for role in rights(table.relation.grants):
            if role not in ("PUBLIC", table.relation.owner, BUILDER):
                yield role, self._settings(identities.get(role)) or self._compared(table)

    def _settings(self, identity: Identity | None) -> Mapping[str, str]:
        return settings_of(identity, *self._keys())

    def _compared(self, table: Table) -> Mapping[str, str]:
        """Of a session that nobody declared: what the policies compare with a column has the value of a row."""
        row = self.rows[table.name][0]
        texts = " ".join(f"{one.using} {one.check}" for one in self.live.on(Policy, table.name))
        told = {found["setting"]: row.get(found["column"]) for found in _COMPARED.finditer(texts)}
        return {name: value for name, value in told.items() if value}

    def _keys(self) -> tuple[str, str]:
        """Of the first tenant that was made, and of its first member."""
        tenancy = self.claims.tenancy
        if tenancy is None:
            return "", ""
        root = self.rows.get(identity_of(self.live, tenancy.root)) or [{}]
        members = tenancy.members
        member = (self.rows.get(identity_of(self.live, members.table)) if members else None) or [{}]
        return str(root[0].get(tenancy.key) or ""), str(member[0].get(members.user) or "") if members else ""

    def _granted(self, table: Table, role: str, rows: "Variants") -> Iterator[tuple[str, Sequence[Statement]]]:
        held = rights(table.relation.grants).get(role, frozenset())
        if "SELECT" in held:
            yield "SELECT", [sql.SQL("SELECT * FROM {} LIMIT 1").format(relation(table.name))]
        if "INSERT" in held:
            yield "INSERT", [inserted(table, next(iter(rows)))]
        if {"UPDATE", "SELECT"} <= held:
            yield "UPDATE", [updated(table)]
        if "DELETE" in held:
            yield "DELETE", [deleted(table)]

    def refreshed(self) -> None:
        """Views that hold rows, as often as they read one another: no dump of definitions fills them."""
        left = [one for one in ours(self.live, Relation, self.claims) if one.relkind == "m"]
        while left:
            empty = [one for one in left if not self._read(one)]
            if len(empty) == len(left):
                break
            left = empty

    def views(self) -> None:
        """Those that hold rows with what has come into the tables."""
        self.refreshed()
        for view in ours(self.live, Relation, self.claims):
            if view.relkind == "v":
                self._read(view)

    def _read(self, view: Relation) -> bool:
        found = self.visit.tried([read(view)], view.owner, keep=view.relkind == "m")
        if isinstance(found, Trouble) and found.denied == view.schema:  # whose views stand there need not come in there
            found = self.visit.tried([read(view)], keep=view.relkind == "m")
        key = q.USED.of("view", view.identity)
        if not isinstance(found, Trouble):
            self.answers[key] = USED
        elif lasting(found, definer=True):
            self.answers[key] = broken(found)
        else:
            self.answers[key] = Evidence.unknown(f"could not be read {said(found)}: {found.statement}")
        return self.answers[key] is USED

    def functions(self, values: Values) -> None:
        for function in ours(self.live, Function, self.claims):
            if not callable_(function):
                continue
            tried = [self.visit.tried([call], function.owner) for call in calls(function, values)]
            troubles = [one for one in tried if isinstance(one, Trouble)]
            fault = next((one for one in troubles if lasting(one, function.security_definer)), None)
            stub = next((one for one in troubles if one.of_a_stub), None)
            key = q.USED.of("function", function.identity)
            self.answers[key] = broken(fault) if fault else Evidence.unknown(stub.message) if stub else USED


@dataclass(slots=True)
class Variants:
    """Rows that a session may try to add, each made when it is first asked for: they are the same for every role."""

    maker: Maker
    table: Table
    made: list[Row] = field(default_factory=list)

    def __iter__(self) -> Iterator[Row]:
        table = self.table
        spared = [name for name in table.given if not table.columns[name].not_null or table.columns[name].default]
        kinds = ((0, table.defaulted), (0, spared), (1, table.defaulted), (2, ()), (3, ()))
        for at, (variant, without) in enumerate(kinds):
            if at == len(self.made):
                self.made.append(self.maker.row(table, variant=variant, without=without))
            yield self.made[at]


def _without(table: Table, row: Row, names: Collection[str]) -> Statement:
    return inserted(table, {column: value for column, value in row.items() if column not in names})


def updated(table: Table) -> Statement:
    """Each column gets the value it has."""
    columns = [name for name in table.given if not table.columns[name].as_identity] or list(table.given)
    same = [sql.SQL("{0} = {0}").format(sql.Identifier(name)) for name in columns]
    return sql.SQL("UPDATE {} SET {}").format(relation(table.name), sql.SQL(", ").join(same))


def deleted(table: Table) -> Statement:
    return sql.SQL("DELETE FROM {}").format(relation(table.name))
