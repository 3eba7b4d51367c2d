"""The promotion as part of a run: once, whatever the number of workers."""

from golive.model.claims.promotion import Promotion
from golive.run.case import Case
from golive.sqltext.names import quoted


def promote_tenant(case: Case) -> tuple[str, ...]:
    """What became of each table's rows; nothing where nothing is claimed, or no source is known."""
    claim, source = case.platform.claims.one(Promotion), case.source
    if claim is None or source is None or not case.settings.writes:
        return ()

    from golive.promote.run import promote  # SQLAlchemy is a fifth of the start, and most runs promote nothing

    def work() -> list[str]:
        named, claims = case.platform.name, case.platform.claims
        moves = promote(source, case.dsn, named, claims, claim, case.keys, case.settings.patience)
        told = [f"{quoted(*path)}: {counts}" for path, counts in moves.rows.items()]
        return [*told, *moves.notes]

    return tuple(case.once("promotion", work))
