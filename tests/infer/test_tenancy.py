"""Whose the rows are, by the catalog of databases that nobody prepared."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from golive.infer import Certainty, Inference, infer
from golive.infer.tenancy import rootless
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.catalog import read_catalog
from golive.observe.server import read_server, supported
from golive.observe.session import reading

TOKEN = """
CREATE SCHEMA auth;
CREATE TABLE auth.users (id uuid PRIMARY KEY, email text, encrypted_password text);
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS
    $$ SELECT nullif(coalesce(nullif(current_setting('request.jwt.claim', true), ''),
        current_setting('request.jwt.claims', true))::jsonb ->> 'sub', '')::uuid $$;
CREATE TABLE public.firms (id uuid PRIMARY KEY, title text, state text DEFAULT 'active');
CREATE TABLE public.firm_staff (firm_id uuid NOT NULL REFERENCES public.firms,
    user_id uuid NOT NULL REFERENCES auth.users,
    status text CHECK (status IN ('invited', 'active')), PRIMARY KEY (firm_id, user_id));
CREATE TABLE public.cases (id uuid PRIMARY KEY, firm_id uuid NOT NULL REFERENCES public.firms, opened_by uuid);
CREATE TABLE public.briefs (id uuid PRIMARY KEY, "owningFirmId" uuid NOT NULL REFERENCES public.firms,
    case_id uuid REFERENCES public.cases, is_public boolean NOT NULL DEFAULT false);
CREATE TABLE public.exhibits (id uuid PRIMARY KEY, brief_id uuid NOT NULL REFERENCES public.briefs ON DELETE CASCADE);
CREATE TABLE public.scans (id uuid PRIMARY KEY, court_id uuid NOT NULL,
    exhibit_id uuid NOT NULL REFERENCES public.exhibits ON DELETE CASCADE);
CREATE TABLE public.courts (id uuid PRIMARY KEY, name text);
CREATE TABLE public.hearings (id uuid PRIMARY KEY, firm_id uuid NOT NULL REFERENCES public.firms,
    court_id uuid REFERENCES public.courts);
CREATE FUNCTION public.my_firms() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
    $$ SELECT s.firm_id FROM public.firm_staff s WHERE s.user_id = auth.uid() AND s.status = 'active' $$;
ALTER TABLE public.firms ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.firm_staff ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.briefs ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.exhibits ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.hearings ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.firm_staff FOR SELECT TO {role} USING (user_id = (SELECT auth.uid()));
CREATE POLICY mine ON public.cases TO {role} USING (firm_id IN (SELECT public.my_firms()));
CREATE POLICY mine ON public.hearings TO {role} USING (firm_id IN (SELECT public.my_firms()));
CREATE POLICY mine ON public.briefs TO {role} USING (is_public OR "owningFirmId" IN (SELECT public.my_firms()));
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
"""
SETTINGS = """
CREATE TABLE public."Account" (id serial PRIMARY KEY, name text, deleted_at timestamptz);
CREATE TABLE public."Project" (id serial PRIMARY KEY, "accountId" integer NOT NULL REFERENCES public."Account");
CREATE TABLE public."Task" (id serial PRIMARY KEY, "accountId" bigint NOT NULL,
    "projectId" integer REFERENCES public."Project");
CREATE TABLE public."Label" (id serial PRIMARY KEY, "accountId" integer REFERENCES public."Account", word text);
ALTER TABLE public."Project" ENABLE ROW LEVEL SECURITY;
ALTER TABLE public."Task" ENABLE ROW LEVEL SECURITY;
ALTER TABLE public."Label" ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON public."Project" TO {role} USING ("accountId" = current_setting('web.account', true)::integer);
CREATE POLICY a ON public."Task" TO {role} USING ("accountId" = current_setting('web.account', true)::integer);
CREATE POLICY a ON public."Label" TO {role}
    USING ("accountId" IS NULL OR "accountId" = current_setting('web.account', true)::integer);
GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role};
"""
FORCED = """
CREATE TABLE public.shops (id uuid PRIMARY KEY, name text);
CREATE TABLE public.sales (id uuid PRIMARY KEY, shop_id uuid NOT NULL REFERENCES public.shops);
CREATE TABLE public.returns (id uuid PRIMARY KEY, shop_id uuid NOT NULL REFERENCES public.shops);
ALTER TABLE public.sales ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.returns ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.sales USING (shop_id = current_setting('app.shop_id')::uuid);
CREATE POLICY own ON public.returns USING (shop_id = current_setting('app.shop_id')::uuid);
ALTER TABLE public.shops OWNER TO {role};
ALTER TABLE public.sales OWNER TO {role};
ALTER TABLE public.returns OWNER TO {role};
"""
PLAIN = """
CREATE TABLE public.users (id serial PRIMARY KEY, email text, password_hash text);
CREATE TABLE public.posts (id serial PRIMARY KEY, author_id integer REFERENCES public.users, title text);
CREATE TABLE public.comments (id serial PRIMARY KEY, post_id integer REFERENCES public.posts, author_id integer);
"""


@pytest.fixture
def look(database: Dsn) -> Iterator[Callable[[str], Inference]]:
    role = f"web_{database.fields['dbname']}"

    def inferred(text: str) -> Inference:
        with psycopg.connect(database.reveal(), autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {role} LOGIN".encode())
            connection.execute(text.replace("{role}", role).encode())
        with reading(database) as connection:
            return infer(Snapshot(supported(read_server(connection)), read_catalog(connection)))

    yield inferred
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute(f"DROP OWNED BY {role}; DROP ROLE {role}".encode())


def only(inferred: Inference, kind: str) -> dict[str, Any]:
    (one,) = inferred.of(kind)
    return dict(one.claim)


def test_members_by_a_token_and_names_that_differ(look: Callable[[str], Inference], database: Dsn) -> None:
    inferred = look(TOKEN)
    assert only(inferred, "tenancy") == {
        "root": "public.firms",
        "key": "id",
        "columns": ["firm_id", "owningFirmId"],
        "enforced_by": "database",
        "active": "state = 'active'",
        "shared": ["public.courts"],
        "through": {"public.exhibits": "brief_id", "public.scans": "exhibit_id"},
        "own": {"public.firm_staff": "user_id"},
        "shared_rows": {"public.briefs": "is_public"},
        "members": {
            "table": "public.firm_staff", "tenant": "firm_id", "user": "user_id", "where": "status = 'active'",
        },
    }  # fmt: skip
    role = f"web_{database.fields['dbname']}"
    assert only(inferred, "identity") == {
        "name": role,
        "role": role,
        "claims": {"role": role, "sub": "{user}"},
        "sessions": "SELECT firm_id::text, user_id::text FROM public.firm_staff WHERE status = 'active' ORDER BY 1, 2",
    }
    assert all(one.sure for one in inferred.of("identity")), "an older name of the token is no strange setting"
    assert [dict(one.claim)["schema"] for one in inferred.of("outside")] == ["auth"]
    claims = inferred.claims("unknown")
    assert claims.tenancy is not None
    assert claims.tenancy.proposal, "however sure, nobody has confirmed it"


def test_a_setting_of_the_session_and_no_foreign_key(look: Callable[[str], Inference]) -> None:
    inferred = look(SETTINGS)
    tenancy = only(inferred, "tenancy")
    assert tenancy["root"] == 'public."Account"'
    assert tenancy["columns"] == ["accountId"]
    assert tenancy["nullable"] == ['public."Label"']
    identity = only(inferred, "identity")
    assert identity["settings"] == {"web.account": "{tenant}"}
    assert identity["sessions"] == 'SELECT id::text FROM public."Account" WHERE deleted_at IS NULL ORDER BY 1'


@pytest.mark.parametrize("forced", [False, True])
def test_sessions_are_the_owners_where_row_security_binds_him(look: Callable[[str], Inference], forced: bool) -> None:
    force = "ALTER TABLE public.sales FORCE ROW LEVEL SECURITY; ALTER TABLE public.returns FORCE ROW LEVEL SECURITY;"
    inferred = look(FORCED + force * forced)
    assert [one.claim["settings"] for one in inferred.of("identity")] == [{"app.shop_id": "{tenant}"}] * forced


@pytest.mark.parametrize("login", [False, True])
def test_no_session_has_the_role_as_which_views_read(look: Callable[[str], Inference], login: bool) -> None:
    views = 'CREATE VIEW public.tasks AS SELECT id FROM public."Task"; ALTER VIEW public.tasks OWNER TO {role};'
    inferred = look(SETTINGS + views + "ALTER ROLE {role} NOLOGIN;" * (not login))
    assert len(inferred.of("identity")) == login


def test_a_tenant_without_a_table_is_told(look: Callable[[str], Inference]) -> None:
    tables = (
        f"CREATE TABLE public.{name} (id int PRIMARY KEY, tenant_id text);" for name in ("calls", "mails", "jobs")
    )
    inferred = look("".join(tables))
    assert not inferred.of("tenancy")
    assert rootless(inferred.facts) == "tenant_id stands in 3 tables, and none has one row for each"


def test_what_stands_in_a_tenant_without_a_table_is_none_itself(look: Callable[[str], Inference]) -> None:
    """Customers of a tenant are named by some tables, and he by all of them."""
    named = ("quotes", "orders")
    customers = "CREATE TABLE public.customers (id int PRIMARY KEY, namespace text NOT NULL);"
    tables = (
        f"CREATE TABLE public.{name} (id int PRIMARY KEY, namespace text NOT NULL"
        f"{', customer_id int REFERENCES public.customers' if name in named else ''});"
        for name in (*named, "prices", "plans", "meters")
    )
    inferred = look(customers + "".join(tables))
    assert not inferred.of("tenancy")
    assert rootless(inferred.facts) == "namespace stands in 6 tables, and none has one row for each"


NAMED = ("quotes", "plans", "prices", "meters", "stock", "shifts", "notes")


def test_customers_are_no_tenants_where_far_more_tables_name_one(look: Callable[[str], Inference]) -> None:
    """Whether or not they say themselves whose they are."""
    tables = (f"CREATE TABLE public.{name} (id int PRIMARY KEY, tenant_id uuid NOT NULL);" for name in NAMED)
    naming = (
        f"CREATE TABLE public.{name} (id int PRIMARY KEY, client_id int NOT NULL REFERENCES public.clients);"
        for name in ("sales", "credits", "orders")
    )
    inferred = look("".join(("CREATE TABLE public.clients (id int PRIMARY KEY);", *naming, *tables)))
    assert not inferred.of("tenancy")
    assert rootless(inferred.facts) == "tenant_id stands in 7 tables, and none has one row for each"


def test_customers_that_two_tables_name_are_a_guess(look: Callable[[str], Inference]) -> None:
    naming = (
        f"CREATE TABLE public.{name} (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES public.customers);"
        for name in ("orders", "addresses")
    )
    inferred = look("".join(("CREATE TABLE public.customers (id int PRIMARY KEY);", *naming)))
    assert [(one.claim["root"], one.certainty) for one in inferred.of("tenancy")] == [
        ("public.customers", Certainty.GUESS)
    ]


@pytest.mark.parametrize(("beside", "certainty"), [(0, Certainty.SURE), (5, Certainty.LIKELY), (20, Certainty.GUESS)])
def test_how_many_tables_lead_nowhere_counts(
    look: Callable[[str], Inference], beside: int, certainty: Certainty
) -> None:
    naming = (
        f"CREATE TABLE public.{name} (id int PRIMARY KEY, team_id int NOT NULL REFERENCES public.teams);"
        for name in ("matches", "trainings", "pitches")
    )
    others = (f"CREATE TABLE public.part_{n} (id int PRIMARY KEY, name text);" for n in range(beside))
    inferred = look("".join(("CREATE TABLE public.teams (id int PRIMARY KEY);", *naming, *others)))
    assert [(one.claim["root"], one.certainty) for one in inferred.of("tenancy")] == [("public.teams", certainty)]


BY_OWNER = """
CREATE TABLE public.users (id uuid PRIMARY KEY, email text, password_hash text);
CREATE TABLE public.shops (id uuid PRIMARY KEY, owner_id uuid NOT NULL REFERENCES public.users);
CREATE TABLE public.feeds (id uuid PRIMARY KEY, shop_id uuid NOT NULL REFERENCES public.shops,
    seller_id uuid NOT NULL REFERENCES public.users, kind text, UNIQUE (seller_id, shop_id, kind));
CREATE TABLE public.goods (id uuid PRIMARY KEY, shop_id uuid NOT NULL REFERENCES public.shops);
ALTER TABLE public.shops ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.feeds ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.goods ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.shops TO {role} USING (owner_id = current_setting('app.user_id')::uuid);
CREATE POLICY own ON public.feeds TO {role} USING (seller_id = current_setting('app.user_id')::uuid);
CREATE POLICY own ON public.goods TO {role} USING (shop_id IN (
    SELECT s.id FROM public.shops s WHERE s.owner_id = current_setting('app.user_id')::uuid));
GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role};
"""


def test_what_nobody_asks_of_members_are_not_they(look: Callable[[str], Inference]) -> None:
    """A person and a tenant stand together in public.feeds, and no policy reads it."""
    assert "members" not in only(look(BY_OWNER), "tenancy")


def test_people_are_no_tenants(look: Callable[[str], Inference]) -> None:
    inferred = look(PLAIN)
    assert not [one for one in inferred.of("tenancy") if one.certainty is Certainty.SURE]
    assert not inferred.of("identity")
