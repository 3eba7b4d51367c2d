"""Texts that hold a secret of some kind; most hold not even its mark."""

from psycopg import sql

from golive.model.secret_patterns import Kind


def holds(value: sql.Composable, *kinds: Kind) -> sql.Composed:
    return sql.SQL(" OR ").join(
        sql.SQL("{v} {matches} {mark} AND {v} {matches} {forms}").format(
            v=value, matches=sql.SQL(kind.matches), mark=sql.Literal(kind.mark), forms=sql.Literal(kind.forms)
        )
        for kind in kinds
    )
