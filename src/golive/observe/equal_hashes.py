"""Equal hashes mean equal values: the form in which a column is hashed on both sides, by its type."""

from dataclasses import dataclass

from psycopg import sql

# What these hash ignores nothing: their own hash functions see every bit of them.
_PLAIN = {"boolean", "smallint", "integer", "date", "uuid", "bytea"}
# The hash of a bigint folds its halves into one; numeric and floats take 1.0 for 1.00 and -0.0 for 0.0, numeric -1 for
# 1; an interval takes a day for 24 hours.
_SENT = {
    "bigint": "int8send",
    "numeric": "numeric_send",
    "real": "float4send",
    "double precision": "float8send",
    "timestamp without time zone": "timestamp_send",
    "timestamp with time zone": "timestamptz_send",
    "time without time zone": "time_send",
    "interval": "interval_send",
}
# In fast mode: their own hashes, which take 1.0 for 1.00 and -0.0 for 0.0; the sign of a numeric is hashed beside it.
_FAST = {"numeric": "{0}, {0} < 0", "real": "{0}", "double precision": "{0}"}
_INTEGERS = {"smallint", "integer", "bigint"}
_TEXTS = {"text", "character varying", "character", "name"}
UTF8 = "UTF8"


@dataclass(frozen=True, slots=True)
class Kind:
    """The type of a column on one side, without its domain and its length."""

    name: str
    is_enum: bool = False
    encoding: str = UTF8  # of the database

    @property
    def family(self) -> str:
        """Types whose texts are the same for every value that both can hold."""
        return "text" if self.is_enum or self.name in _TEXTS else "integer" if self.name in _INTEGERS else self.name


def form(value: sql.Composable, here: Kind, there: Kind, fast: bool) -> sql.Composed:
    """The value as both sides hash it; arrays, documents and what else has parts as its text.

    The hash of an array forgets its dimensions, that of jsonb where a list ends, that of an enum is another in each
    database.
    """
    if here.name == there.name and here.name in _PLAIN:
        return sql.Composed([value])
    if fast and here.name == there.name and here.name in _FAST:
        return sql.SQL(_FAST[here.name]).format(value)
    if here.name == there.name and here.name in _SENT:
        return sql.SQL("{}({})").format(sql.SQL(_SENT[here.name]), value)
    if here.family == there.family == "integer":
        return sql.SQL("pg_catalog.int8send(({})::bigint)").format(value)
    if here.encoding != there.encoding:
        return sql.SQL("pg_catalog.convert_to(({})::text, {})").format(value, sql.Literal(UTF8))
    return sql.SQL('({})::text COLLATE "C"').format(value)


def row_hash(values: sql.Composable, portable: bool, summed: bool = False) -> sql.Composed:
    """64 bits of a whole row.

    The server's own is a sum over the columns, so that values which change places between rows would cancel in the
    sum of a bucket; `summed` hashes it once more, then it is none. `portable`: for servers whose hash functions do not
    agree.
    """
    if portable:
        return sql.SQL("('x' || pg_catalog.left(pg_catalog.md5(ROW({})::text), 16))::bit(64)::bigint").format(values)
    hashed = sql.SQL("pg_catalog.hash_record_extended(ROW({}), 1)").format(values)
    return (
        sql.SQL("pg_catalog.hash_record_extended(ROW(pg_catalog.int8send({})), 2)").format(hashed) if summed else hashed
    )


# Values of every form, long enough to reach each branch of the hash: its answer tells whether two servers agree.
PROBE = sql.SQL("SELECT {}").format(
    row_hash(
        sql.SQL(
            "pg_catalog.repeat('long enough', 9) COLLATE \"C\", NULL::text, 7, 8::smallint, true, date '2025-02-28',"
            " uuid '00112233-4455-6677-8899-aabbccddeeff', pg_catalog.int8send(9), pg_catalog.numeric_send(1.50),"
            " pg_catalog.decode('00ff10', 'hex'),"
            " 1.50, -2.5::real, 7.25::double precision"
        ),
        portable=False,
        summed=True,
    )
)
