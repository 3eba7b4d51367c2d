"""Sealed values: broken in one place, cut, open, empty, of another row, or given up."""

from collections.abc import Iterator

from golive.model.claims import Claims
from golive.model.claims.credential import Credential
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, of_rows
from golive.prove.ways import way
from golive.sqltext.quoting import ident, literal

_TEXTS = {
    "one letter at its end is another":
        "left({0}, -1) || CASE right({0}, 1) WHEN '0' THEN '1' ELSE '0' END",
    "one letter at its beginning is another":
        "CASE left({0}, 1) WHEN '0' THEN '1' ELSE '0' END || substr({0}, 2)",
    "one letter in its middle is another": "overlay({0} placing CASE substr({0}, length({0}) / 2, 1)"
    " WHEN '0' THEN '1' ELSE '0' END"
    " from length({0}) / 2 for 1)",
    "is cut": "left({0}, length({0}) / 2)",
    "has lost its last letter": "left({0}, -1)",
    "has a part more": "{0} || ':00'",
    "is open": "'{{\"apiKey\": \"golive-in-the-open\"}}'",
    "is a blank": "' '",
    "is empty": "''",
    "is written twice": "{0} || {0}",
    "is quoted": "to_json({0}::text)::text",
    "is encoded once more": "encode(convert_to({0}, 'UTF8'), 'base64')",
    "ends with a line feed": "{0} || E'\\n'",
}  # fmt: skip

_SPELLED = {"is of capitals": "upper({0})"}  # in hex that says the same


@way
def ciphertexts(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for claim in claims.of(Credential):
        column = columns_of(live, claim.table).get(claim.column)
        if column is None:
            continue
        name = ident(claim.column)
        key = ", ".join(ident(one) for one in claim.key)
        some = f"FROM {claim.table} AS t WHERE ({claim.where}) AND {name} IS NOT NULL"
        first = f"ctid = (SELECT t.ctid {some} ORDER BY {key} LIMIT 1)"
        where = claim.identity
        if column.type != "bytea":
            spelled = {} if any(one.encoding == "hex" for one in claim.format) else _SPELLED
            for title, value in (_TEXTS | spelled).items():
                text = f"UPDATE {claim.table} SET {name} = {value.format(name)} WHERE {first};"
                yield of_rows("ciphertext", where, title, text)
        else:
            text = f"UPDATE {claim.table} SET {name} = set_byte({name}, 0, 255 - get_byte({name}, 0)) WHERE {first};"
            yield of_rows("ciphertext", where, "one byte is another", text)
        none = f"UPDATE {claim.table} AS t SET {name} = NULL WHERE ctid = (SELECT t.ctid {some} AND ({claim.required})"
        yield of_rows("ciphertext", where, "is gone", f"{none} ORDER BY {key} LIMIT 1);")
        last = f"(SELECT t.{name} {some} ORDER BY {key} DESC LIMIT 1)"
        yield of_rows("ciphertext", where, "is that of another row",
                      f"UPDATE {claim.table} SET {name} = {last} WHERE {first};")  # fmt: skip
        for form in claim.format:
            if form.prefix:
                text = f"UPDATE {claim.table} SET {name} = replace({name}, {literal(form.prefix)}, '') WHERE {first};"
                yield of_rows("ciphertext", where, "has lost its version", text)
