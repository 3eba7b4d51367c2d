"""Answers of the reader and of declared sessions: asked together, each failing for itself, kept by what they depend on.

No block of PL/pgSQL and no setting of ours stands where code of the database could write it. What is ours in a session
is prepared by the protocol; that nothing in it was replaced is looked at in the end, and no answer counts where it was.
"""

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from time import monotonic

from golive.model.claims.identity import Identity
from golive.model.evidence import Evidence
from golive.observe.earlier_answers import Answers
from golive.observe.patience import HELD_STATES, wait
from golive.observe.pipeline import Answer, Connected, Part, Prepare, Run, exchange
from golive.observe.reader import Reader
from golive.observe.session_probes import Question
from golive.observe.session_states import LIMIT_MS, State

_TYPES = (1009, 25, 25, 25)  # own tenants, the user, and two texts that the reader found
_TOGETHER = 400  # statements that a session has prepared at once
# Run as whoever the session is at that time: everything in them is qualified.
_OURS = (
    Prepare(b"golive_session", b"SAVEPOINT golive_session"),
    Prepare(b"golive_next", b"ROLLBACK TO SAVEPOINT golive_session"),
    Prepare(b"golive_state", b"SAVEPOINT golive_state"),
    Prepare(b"golive_undo", b"ROLLBACK TO SAVEPOINT golive_state"),
    Prepare(
        b"golive_set",
        b"SELECT pg_catalog.set_config(s.key, s.value, true)"
        b" FROM pg_catalog.jsonb_each_text($1::pg_catalog.jsonb) AS s",
    ),
)
_WHOLE = (
    "SELECT pg_catalog.count(*), pg_catalog.bool_or(p.from_sql) FROM pg_catalog.pg_prepared_statements AS p"
    " WHERE p.name OPERATOR(pg_catalog.~~) 'golive%' OR p.from_sql"
)
Found = tuple[bool | None, bool | None, str | None]  # rows of others came, own rows came, what failed


class NoAnswer(Exception):
    """A whole session could not be asked."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        super().__init__(evidence.note)


@dataclass(slots=True)
class Readings:
    """What the session that sees every row finds; it runs our own statements over plain relations."""

    connection: Reader
    _known: Answers = field(init=False)

    def __post_init__(self) -> None:
        self._known = {} if self.connection.kept is None else self.connection.kept.read

    def ask(self, wanted: Iterable[tuple[Question, State]]) -> None:
        """Keys first, then what is found by them."""
        wanted = list(wanted)
        self._learn((query, self._own(state)) for question, state in wanted for query in question.keys)
        self._learn((query, self._given(question, state)) for question, state in wanted for query in question.rows)

    def there(self, wanted: Iterable[tuple[Question, State]]) -> None:
        """Whether there is something that questions could find."""
        wanted = list(wanted)
        self.ask(wanted)
        self._learn((question.query, self.given(question, state)) for question, state in wanted)

    def found(self, question: Question, state: State) -> Found:
        if (failed := self.failed(question, state)) is not None:
            return None, None, failed
        return _found(self._known[question.query, self.given(question, state)])

    def failed(self, question: Question, state: State) -> str | None:
        """The SQLSTATE of what it could not find for a question."""
        asked = [(query, self._own(state)) for query in question.keys]
        asked += [(query, self._given(question, state)) for query in question.rows]
        return next((self._known[one].failed for one in asked if self._known[one].failed), None)

    def given(self, question: Question, state: State) -> tuple[bytes | None, ...]:
        """The values that a question is asked with."""
        keyed = self._given(question, state)
        if not question.rows:
            return keyed
        return *keyed[:2], *(self._first(query, keyed) for query in question.rows)

    def _given(self, question: Question, state: State) -> tuple[bytes | None, ...]:
        own = self._own(state)
        return (*own[:2], *(self._first(query, own) for query in question.keys)) if question.keys else own

    def _first(self, query: str, values: tuple[bytes | None, ...]) -> bytes | None:
        return next(iter(self._known[query, values].row), None)

    @staticmethod
    def _own(state: State) -> tuple[bytes | None, ...]:
        return _owner(state.mine, state.user)

    def _learn(self, wanted: Iterable[tuple[str, tuple[bytes | None, ...]]]) -> None:
        new: dict[str, list[tuple[bytes | None, ...]]] = {}
        for query, values in dict.fromkeys(wanted):
            if (query, values) not in self._known:
                if self.connection.closed_to(query):
                    self._known[query, values] = Answer(failed="42501")
                else:
                    new.setdefault(query, []).append(values)
        if not new:
            return
        with self.connection.transaction(force_rollback=True):
            self.connection.execute(
                "SELECT pg_catalog.set_config('row_security', 'off', true),"
                " pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', true),"
                " pg_catalog.set_config('statement_timeout', %s, true)",
                (str(LIMIT_MS),),
            )
            parts: list[Part] = [[Prepare(b"golive_undo", b"ROLLBACK TO SAVEPOINT golive_state")]]
            self.connection.execute("SAVEPOINT golive_state")
            at: list[tuple[int, int, tuple[str, tuple[bytes | None, ...]]]] = []
            for query, several in new.items():
                prepared = len(parts)
                parts.append([Run(b"golive_undo"), Prepare(b"", query.encode(), _TYPES)])
                for values in several:
                    at.append((prepared, len(parts), (query, values)))
                    parts.append([Run(b"golive_undo"), Run(b"", values)])
            answers = exchange(self.connection, parts)
            self.connection.execute("ROLLBACK TO SAVEPOINT golive_state; DEALLOCATE golive_undo")
        for prepared, number, key in at:
            self._known[key] = answers[prepared] if answers[prepared].failed else answers[number]
        held = [key for *_, key in at if self._known[key].failed in HELD_STATES]
        if held and wait(self.connection):
            for key in held:
                del self._known[key]
            self._learn(held)


@dataclass(slots=True)
class Sessions:
    """What the declared identities find; it runs what policies, views and functions hold, with no other right."""

    connection: Connected
    login: str
    path: str
    known: Answers = field(default_factory=dict)
    planned: Answers = field(default_factory=dict)
    begun: float = field(default_factory=monotonic)

    def ask(self, identity: Identity, questions: Sequence[Question], states: Sequence[State], reader: Readings) -> None:
        """Everything of one identity in some of its states; NoAnswer where it cannot be asked at all."""
        for at in range(0, len(questions), _TOGETHER):
            for claimed in (False, True):
                some = [
                    one for one in questions[at : at + _TOGETHER]
                    if one.claimed is claimed and any(_told(one, state, identity) not in self.known for state in states)
                ]  # fmt: skip
                self._ask(identity, some, states, reader, claimed=claimed)

    def _ask(
        self, identity: Identity, questions: list[Question], states: Sequence[State], reader: Readings, *, claimed: bool
    ) -> None:
        wanted = [
            (state, [(n, one) for n, one in enumerate(questions) if _told(one, state, identity) not in self.known])
            for state in states
        ]
        if not any(some for _, some in wanted):
            return
        session = {
            "role": identity.role, "row_security": "on", "plan_cache_mode": "force_generic_plan",
            "statement_timeout": str(LIMIT_MS), "search_path": "pg_catalog" if claimed else self.path,
        }  # fmt: skip
        parts: list[Part] = [[one] for one in _OURS]
        parts.append([_set(session), Run(b"golive_session")])
        begins = len(parts) - 1
        parts += [
            [Run(b"golive_next"), Prepare(b"golive_%d" % n, self._text(one).encode(), _TYPES)]
            for n, one in enumerate(questions)
        ]
        prepared = begins + 1
        at: list[tuple[int, State, int]] = []
        for state, some in wanted:
            if some:
                parts.append([Run(b"golive_next"), _set(state.settings), Run(b"golive_state")])
            for n, one in some:
                at.append((len(parts), state, n))
                parts.append([Run(b"golive_undo"), Run(b"golive_%d" % n, reader.given(one, state))])
        answers = self._exchange(parts)
        self._hold(
            answers[begins], prepared=sum(1 for one in answers[prepared : prepared + len(questions)] if not one.failed)
        )
        held = False
        for number, state, n in at:
            answer = answers[prepared + n] if answers[prepared + n].failed else answers[number]
            if answer.failed in HELD_STATES and (held or wait(self.connection)):
                held = True  # by another session; what is not known is asked once more
            else:
                self.known[_told(questions[n], state, identity)] = _found(answer)
        if monotonic() - self.begun > LIMIT_MS / 1000 or any(answers[number].failed == "57014" for number, _, _ in at):
            raise NoAnswer(Evidence.unknown(f"no answer within {LIMIT_MS / 1000:g} s"))
        if held:
            self._ask(identity, questions, states, reader, claimed=claimed)

    def plan(self, identity: Identity, state: State, statements: Sequence[str]) -> list[str | None]:
        """What fails of statements that are run once each, such as EXPLAIN."""
        session = {"role": identity.role, "lock_timeout": "200ms", "search_path": self.path, **state.settings}
        keys = [(statement, json.dumps(session)) for statement in statements]
        if all(key in self.planned for key in keys):
            return [self.planned[key] for key in keys]
        parts: list[Part] = [[one] for one in _OURS]
        parts.append([_set(session), Run(b"golive_state")])
        begins = len(parts) - 1
        parts += [[Run(b"golive_undo"), Prepare(b"", statement.encode()), Run(b"")] for statement in statements]
        answers = self._exchange(parts)
        self._hold(answers[begins], prepared=0)
        failed = [one.failed for one in answers[begins + 1 :]]
        self.planned |= zip(keys, failed, strict=True)
        return failed

    def found(self, question: Question, state: State, identity: Identity) -> Found:
        found: Found = self.known[_told(question, state, identity)]
        return found

    def _text(self, question: Question) -> str:
        """Text of policies and claims is read in pg_catalog, as it was written down there, and run under the path."""
        if not question.claimed:
            return question.query
        path = self.path.replace("'", "''")
        return f"SELECT pg_catalog.set_config('search_path', '{path}', true), " + question.query.removeprefix("SELECT ")

    def _exchange(self, parts: list[Part]) -> list[Answer]:
        """Whatever became of the session's statements, this savepoint is there: no code of the database comes to it."""
        self.connection.execute("SAVEPOINT golive_begin")
        answers = exchange(self.connection, parts)
        self.connection.execute("ROLLBACK TO SAVEPOINT golive_begin")
        return answers

    def _hold(self, began: Answer, prepared: int) -> None:
        """The session is as it was, and so are its statements."""
        row = self.connection.execute(_WHOLE).fetchone()
        self.connection.execute("DEALLOCATE ALL")
        if began.failed is not None:
            raise NoAnswer(Evidence.unknown(f"{self.login} could not become it: the server answered {began.failed}"))
        if row is None or row[0] != len(_OURS) + prepared or row[1]:
            raise NoAnswer(Evidence.unknown("code of the database changed the prepared statements of its session"))


def _set(settings: Mapping[str, str]) -> Run:
    return Run(b"golive_set", (json.dumps(dict(settings)).encode(),))


def _told(question: Question, state: State, identity: Identity) -> tuple[Hashable, ...]:
    """What an answer depends on."""
    return question.query, question, identity.role, tuple(sorted(state.settings.items())), state.mine, state.user


def _found(answer: Answer) -> Found:
    if answer.failed is not None:
        return None, None, answer.failed
    foreign, own = answer.row[-2:]
    return foreign == b"t", own == b"t", None


@cache  # of a state, asked for with each of its questions
def _owner(mine: tuple[str, ...], user: str) -> tuple[bytes | None, ...]:
    return array(mine).encode(), user.encode(), None, None


def array(values: Sequence[str]) -> str:
    """An array as the server writes it."""
    return "{" + ",".join(json.dumps(one, ensure_ascii=False) for one in values) + "}"
