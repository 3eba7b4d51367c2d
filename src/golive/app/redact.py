"""A second line: a secret that a crash would print is replaced in what is written, whoever's frame it stood in."""

import base64
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, quote_plus

from golive.model.target import Dsn

MASK = "***"
SHORTEST = 8  # a shorter value stands in too many innocent words
_NAMES = re.compile(r"KEY|SECRET|TOKEN|PASSW|PWD|CREDENTIAL|DSN", re.IGNORECASE)
_IN_URL = re.compile(r"://[^:/@\s]*:([^@\s]+)@")


class Secrets:
    """The values that may not be written, in every shape they may take."""

    def __init__(self, dsn: Dsn | None, environ: Mapping[str, str], declared: Iterable[str] = ()) -> None:
        values = {value for name, value in environ.items() if name in set(declared) or _NAMES.search(name)}
        values |= {found for value in environ.values() for found in _IN_URL.findall(value)}
        if dsn is not None and dsn.password not in (None, *(dsn.fields.get(name) for name in ("user", "dbname"))):
            values.add(dsn.password or "")
        long = {value for value in values if len(value) >= SHORTEST}
        self.shapes = sorted({shape for value in long for shape in shapes(value)}, key=len, reverse=True)

    def clean(self, text: str) -> str:
        for shape in self.shapes:
            text = text.replace(shape, MASK)
        return text

    def clean_files(self, folder: Path) -> None:
        """What others wrote below a folder."""
        for path in [folder, *sorted(folder.rglob("*"))]:
            if path.is_file() and (raw := path.read_bytes()):
                text = raw.decode("utf-8", "surrogateescape")
                if (cleaned := self.clean(text)) != text:
                    path.write_bytes(cleaned.encode("utf-8", "surrogateescape"))


def shapes(secret: str) -> Iterator[str]:
    """As it is, and as URLs, Python, SQL, JSON, HTML and encoders write it."""
    raw = secret.encode("utf-8", "surrogateescape")
    encoded = [secret, quote(secret, safe=""), quote(secret), quote_plus(secret), secret.replace("'", "''")]
    encoded += [repr(secret)[1:-1], ascii(secret)[1:-1], secret.replace("\\", "\\\\").replace("'", "\\'")]
    encoded += [raw.hex(), base64.b64encode(raw).decode().rstrip("=")]
    for shape in encoded:
        yield from (shape, json.dumps(shape)[1:-1], html.escape(shape), html.escape(shape, quote=False))
