"""A twin of a database that is only read, and what came of using it."""

from golive.model import questions as q
from golive.model.claims import Claims
from golive.model.errors import WrongUse
from golive.model.evidence import Evidence
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.twin.build import twin_of
from golive.twin.faithful import catalog_of, unlike
from golive.twin.use import Answers, used

_UNDEFINED = ("42883", "42P01", "42704", "42703")  # it names what the twin has not


def observe_use(dsn: Dsn, target: Snapshot, claims: Claims) -> Answers:
    """Whatever could not be had is unknown, with the reason."""
    try:
        with twin_of(dsn) as twin:
            differences = unlike(target, twin)
            answers = used(twin, catalog_of(twin.dsn, walled=False), claims)
    except WrongUse as error:
        return {q.TWIN.of(): Evidence.unknown(f"{error.place}: {error.what}", _cure(error))}
    answers = {key: _sure(one) if differences else one for key, one in answers.items()}
    answers[q.TWIN.of()] = Evidence.seen(1, len(differences), differences, "; ".join(twin.left_out))
    return answers


def _cure(error: WrongUse) -> str:
    if "permission denied" in error.what:
        return "a twin needs a login that may read all tables: GRANT pg_read_all_data TO it, or name another by --dsn"
    return error.allowed


def _sure(one: Evidence) -> Evidence:
    """What names something that the twin may lack says nothing of the target."""
    told = q.USED.told(one)
    if told is None or told.sqlstate not in _UNDEFINED:
        return one
    return Evidence.unknown(f"{told.message}; the twin is not whole: {told.statement}")
