"""Every statement that is sent; `fill` gives a file with its values quoted in, for a session or for psql."""

from functools import cache
from importlib.resources import files

from psycopg import sql


@cache
def _read(name: str) -> str:
    return files("golive.sql").joinpath(name).read_text(encoding="utf-8")


def fill(file: str, /, **values: object) -> sql.Composed:
    """Text, numbers and lists become literals; what is Composable already (an identifier) stays."""
    parts = {key: value if isinstance(value, sql.Composable) else sql.Literal(value) for key, value in values.items()}
    return filled(_read(file), **parts)


def filled(text: str, /, **parts: sql.Composable) -> sql.Composed:
    """The same with a statement that stands in a file of data."""
    return sql.SQL(text).format(**parts)
