"""Learning writes down what a reference database is, for a person to review."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from os import environ as surroundings
from pathlib import Path

from golive.app.checkout import Checkout
from golive.app.drafted import told
from golive.infer import Inference
from golive.model.claims import Claims, load_claims
from golive.model.claims.frozen import FROZEN, Frozen
from golive.model.claims.platform import Head
from golive.model.errors import WrongUse
from golive.model.lock import Lock
from golive.model.migrations import learned_history
from golive.model.platform import Platform
from golive.model.scope import of_other_databases, outside
from golive.model.snapshot import Snapshot, Unreadable
from golive.model.target import Dsn
from golive.observe.catalog import read_catalog
from golive.observe.claims import observe_claims
from golive.observe.drafting import drafted
from golive.observe.history import observe_history
from golive.observe.server import read_server, supported
from golive.observe.session import reading
from golive.twin.signatures import read_parts, referred


@dataclass(frozen=True, slots=True)
class Learned:
    lock: Lock
    claims: Claims
    proposals: Inference | None  # where platform.toml did not exist


def learn(dsn: Dsn, folder: Path, environ: Mapping[str, str] = surroundings, app: Path | None = None) -> Learned:
    """Reads the database; writes lock.json and, the first time, a drafted platform.toml.

    environ: where variables may open sealed values; app: the application's checkout.
    """
    checkout = Checkout.read(app) if app else None
    toml = folder / "platform.toml"
    claims = load_claims(toml) if toml.exists() else None
    found: Inference | None = None
    with reading(dsn) as connection:
        live = Snapshot(supported(read_server(connection)), read_catalog(connection))
        if unread := [
            f"{kind}: {found.reason}" for kind, found in live.catalog.items() if isinstance(found, Unreadable)
        ]:
            raise WrongUse("--dsn", f"nothing is learned of what is not seen: {'; '.join(unread)}", "a login that may")
        if claims is None:
            name = _name(folder)
            title = name.replace("_", " ").replace("-", " ")
            found = drafted(connection, live, environ)
            found = checkout.beside(found) if checkout else found
            claims = found.claims(name, title)
        platform = Platform(folder, claims, None, (), (), ())
        live = live.with_evidence(observe_claims(connection, claims, live.server.now))
        live = live.with_evidence(observe_history(connection, platform, live))
        extensions = read_parts(connection)
    frozen = {claim.table: FROZEN.word(live.asked(FROZEN.of(claim.table))) for claim in claims.of(Frozen)}
    covered, foreign = outside(claims), of_other_databases(live)
    lock = Lock.of(
        live,
        claims.platform.name,
        lambda entry: covered(entry) or foreign(entry),
        frozen=frozen,
        history=learned_history(live),
    )
    lock = replace(lock, stubs=referred(extensions, (one for several in lock.objects.values() for one in several)))
    folder.mkdir(parents=True, exist_ok=True)
    if found is not None:
        notes = tuple(checkout.notes(live)) if checkout else ()
        toml.write_text(told(claims.platform.name, claims.platform.title, found, notes), encoding="utf-8")
        claims = load_claims(toml)
    lock.save(folder / "lock.json")
    return Learned(lock, claims, found)


def _name(folder: Path) -> str:
    name = folder.resolve().name.lower().replace(" ", "-")
    try:
        return Head(name=name, title=name).name
    except ValueError:
        raise WrongUse("--into", f"{name!r} cannot be the name of a platform", "letters, digits, - and _") from None
