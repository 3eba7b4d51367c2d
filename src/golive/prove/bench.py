"""A sound database on a server of our own, and what a defect makes of it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property

import psycopg

from golive.model.claims.budget import Budget
from golive.model.claims.compare import Compare
from golive.model.evidence import Evidence
from golive.model.platform import Platform
from golive.model.recorded import Recorded
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.compared import observe_compared
from golive.observe.earlier_answers import Kept
from golive.observe.looking import Looking
from golive.observe.session import connect
from golive.observe.source import reading_source
from golive.prove.affected import stale
from golive.prove.defect import Defect
from golive.prove.looks import Look, Looks
from golive.prove.planting import Ground, Same, Within
from golive.prove.reread import reread
from golive.prove.writes import Places, Written, contents
from golive.run.observation import looks
from golive.server import Server
from golive.server.logins import made
from golive.testing import spoil
from golive.testing.look import observe

OF_ROWS = "data"  # the class of defects that rows have caught on their way


class Unchanged(Exception):
    """A defect that has nothing to change here."""


NOTHING = Defect("nothing", "", "is changed", "SELECT 1;")


@dataclass(frozen=True)
class Bench:
    """Its rows are invented, or a twin's; nothing that is planted in it stays."""

    dsn: Dsn
    platform: Platform
    path: str = '"$user", public'  # as psql would send a defect's statements
    kept: Kept = field(default_factory=Kept, repr=False)
    looks: Looks = field(default_factory=Looks, repr=False)

    @cached_property
    def ground(self) -> Ground:
        return Ground(self.dsn, self.path)

    @cached_property
    def server(self) -> Server:
        return Server("", "", self.platform.folder, self.dsn.database("postgres"), lambda: None)

    @cached_property
    def seen(self) -> Snapshot:
        """As a postcheck sees it."""
        return observe(self.dsn, self.platform, {}, own=True)

    @cached_property
    def _first(self) -> tuple[Places, Mapping[str, Evidence]]:
        """What the looks answer where nothing is changed, kept for where little is."""
        made(self.dsn, self.platform)
        with self.ground.planted(NOTHING) as session:
            places = Places.now(session)
            session.kept = self.kept
            return places, self._written_down(session, replace(self.seen, evidence={}))

    @cached_property
    def sound(self) -> Snapshot:
        _, answers = self._first
        return self.seen.with_evidence(answers)

    @cached_property
    def source(self) -> Dsn:
        """Where the rows came from, for what is compared with it."""
        self.ground.left()
        return self.server.clone(self.dsn.fields["dbname"], f"{self.dsn.fields['dbname']}_source")

    @contextmanager
    def spoilt(self, defect: Defect) -> Iterator[tuple[Snapshot, Callable[[], bool]]]:
        """What is seen of it with the defect in it, and whether its rows are others; an error where it is refused."""
        if not defect.transactional:
            yield self._copied(defect), lambda: True
            return
        places, answers = self._first
        source = self.source if defect.kind == OF_ROWS and self.platform.claims.of(Compare) else None
        lasting = {key: one for key, one in self.sound.evidence.items() if key not in answers}
        with self.ground.planted(defect) as session:
            written = places.written(session)
            if not written:
                raise Unchanged
            catalog = reread(session, self.sound.catalog, written.catalogs)
            old = stale(self.sound.catalog, catalog, written)
            session.kept = self.kept.where(lambda text: not old.row(text), lambda text: not old.right(text))
            live = replace(self.sound, catalog=catalog, evidence={})
            holding = self.looks.holding(self.sound.catalog, catalog, old)
            live = replace(live, evidence={**lasting, **self._looked(session, live, holding)})
            if source is not None:
                live = live.with_evidence(self._compared(session, source))
            yield live, lambda: self._others(session, written)

    def _others(self, session: Within, written: Written) -> bool:
        """Whether some row is another, gone or new."""
        with connect(self.dsn, autocommit=True) as before:
            before.execute("SET lock_timeout = '200ms'")  # what was altered as well is locked by the one who planted
            try:
                with session.transaction(force_rollback=True):
                    return contents(session, written.relations) != contents(before, written.relations)
            except psycopg.Error:  # a table that only one of them has
                return True

    def _copied(self, defect: Defect) -> Snapshot:
        """In a copy of the database, for what no transaction can hold."""
        source = self.source if defect.kind == OF_ROWS and self.platform.claims.of(Compare) else None
        self.ground.left()
        with spoil.planted(self.server, self.dsn.fields["dbname"], defect.as_file) as dsn:
            live = observe(dsn, self.platform, {}, source=source, own=True)
        return replace(live, server=self.sound.server)

    def _compared(self, session: Within, source: Dsn) -> Mapping[str, Evidence]:
        """Rows that travelled are held against those they were."""
        with reading_source(session, source) as other:
            return Looking(session, lambda: session).evidence(
                "compared", lambda here: observe_compared(here, self.platform.claims, other)
            )

    def _looked(self, session: Within, live: Snapshot, holding: Mapping[str, Look]) -> Mapping[str, Evidence]:
        """The looks that do not hold are taken."""
        found: dict[str, Evidence] = {}
        for name in self._names:
            found |= holding[name].answers if name in holding else self._taken(name, session, live)
        return found

    def _written_down(self, session: Within, live: Snapshot) -> Mapping[str, Evidence]:
        """All of them, and what each is made of."""
        found: dict[str, Evidence] = {}
        tried = False
        for name in self._names:
            catalog = Recorded(live.catalog)
            session.words, session.tried = set(), False
            answers = self._taken(name, session, replace(live, catalog=catalog))
            self.looks.of[name] = Look(answers, frozenset(catalog.asked), frozenset(session.words), session.tried)
            tried |= session.tried
            found |= answers
        session.words, session.tried = None, tried
        return found

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(looks(self.platform, self.seen, {}, True, Same(self.dsn, self.platform.claims)))

    def _taken(self, name: str, session: Within, live: Snapshot) -> Mapping[str, Evidence]:
        session.budget = self.platform.claims.the(Budget)
        prober = Same(self.dsn, self.platform.claims, within=session)
        look = looks(self.platform, live, {}, True, prober)[name]
        return Looking(session, lambda: session).evidence(name, prober.beside(look))
