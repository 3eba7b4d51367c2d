"""A database of 170 tables and 390 policies as an application behind PostgREST has it, with twelve causes planted."""

from collections.abc import Iterator
from itertools import islice

# What a reader should come to, each with one of the objects where it is.
CAUSES: dict[str, str] = {
    "anyone reads tables without row security": "public.invoices",
    "anyone reads through USING (true)": "public.contact_files.shown",
    "anyone reads through views of the owner": "public.budget_files_of_all",
    "anyone reads through functions of the owner": "public.find_course_files(uuid)",
    "members change every row": "public.asset_events.changes",
    "members plant rows": "public.booking_tags.adds",
    "members read materialised copies": "public.booking_files_by_day",
    "members call themselves administrators": "public.budget_tags.reads",
    "members empty tables": "public.asset_versions",
    "members admit themselves": "public.organization_members.joins",
    "the owner is not bound": "public.asset_settings",
    "a membership that ended still counts": "public.asset_lines.reads",
}

_HEAD = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'anon') THEN
    CREATE ROLE anon NOLOGIN; CREATE ROLE authenticated NOLOGIN;
    CREATE ROLE authenticator LOGIN NOINHERIT; GRANT anon, authenticated TO authenticator;
    CREATE ROLE app_owner LOGIN;
  END IF;
END $$;
CREATE SCHEMA auth;
CREATE TABLE auth.users (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), email text NOT NULL UNIQUE);
CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid $$;
GRANT USAGE ON SCHEMA auth, public TO anon, authenticated;
CREATE TABLE public.organizations (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL);
CREATE TABLE public.organization_members (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES public.organizations ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE,
  role text NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'admin', 'member')),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'invited', 'removed')),
  UNIQUE (organization_id, user_id));
CREATE INDEX ON public.organization_members (user_id);
CREATE FUNCTION public.is_member(org uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
  $$ SELECT EXISTS (SELECT FROM public.organization_members m
     WHERE m.organization_id = org AND m.user_id = auth.uid() AND m.status = 'active') $$;
CREATE FUNCTION public.is_admin(org uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
  $$ SELECT EXISTS (SELECT FROM public.organization_members m
     WHERE m.organization_id = org AND m.user_id = auth.uid() AND m.status = 'active'
     AND m.role IN ('owner', 'admin')) $$;
REVOKE EXECUTE ON FUNCTION public.is_member(uuid), public.is_admin(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.is_member(uuid), public.is_admin(uuid) TO anon, authenticated;
ALTER TABLE public.organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.organization_members ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.organizations TO authenticated;
GRANT SELECT, INSERT ON public.organization_members TO authenticated;
CREATE POLICY own ON public.organizations FOR SELECT TO authenticated USING (public.is_member(id));
CREATE POLICY own ON public.organization_members FOR SELECT TO authenticated USING (user_id = auth.uid());
CREATE POLICY joins ON public.organization_members FOR INSERT TO authenticated WITH CHECK (user_id = auth.uid());
INSERT INTO auth.users (id, email)
  SELECT ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'p' || n || '@north.example'
  FROM generate_series(1, 4) n;
INSERT INTO public.organizations (id, name) SELECT ('10000000-0000-4000-8000-00000000000' || n)::uuid, 'Org ' || n
  FROM generate_series(1, 2) n;
INSERT INTO public.organization_members (organization_id, user_id, role)
  SELECT ('10000000-0000-4000-8000-00000000000' || 1 + n % 2)::uuid, ('00000000-0000-4000-8000-00000000000' || n)::uuid,
  CASE WHEN n < 3 THEN 'owner' ELSE 'member' END FROM generate_series(1, 4) n;
"""
_MEMBER = "public.is_member(organization_id)"
_LAX = "organization_id IN (SELECT m.organization_id FROM public.organization_members m WHERE m.user_id = auth.uid())"
_ADMIN = "((auth.jwt() -> 'user_metadata') ->> 'role') = 'admin' OR " + _MEMBER
_RANKED = "public.is_admin(organization_id)"
_SUBJECTS = (
    "invoice", "order", "ticket", "project", "document", "contact", "campaign", "asset", "shipment", "payment",
    "meeting", "report", "budget", "course", "lesson", "device", "sensor", "booking", "review", "survey",
)  # fmt: skip
_PARTS = ("", "_line", "_note", "_tag", "_event", "_file", "_version", "_setting", "_comment")


def planted(tables: int = 170) -> str:
    """As SQL for an empty database."""
    return "\n".join([_HEAD, *_tables(tables)])


def _tables(tables: int) -> Iterator[str]:
    names = islice((f"{subject}{part}s" for part in _PARTS for subject in _SUBJECTS), tables - 3)
    for at, name in enumerate(names):
        table = f"public.{name}"
        yield (
            f"CREATE TABLE {table} (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), organization_id uuid NOT NULL"
            f" REFERENCES public.organizations ON DELETE CASCADE, title text NOT NULL, amount numeric(12, 2),"
            f" created_at timestamptz NOT NULL DEFAULT now());\n"
            f"CREATE INDEX ON {table} (organization_id);\n"
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO authenticated;\n"
            f"INSERT INTO {table} (organization_id, title) SELECT id, 'one' FROM public.organizations;"
        )
        if at < 9:  # no row security
            yield f"GRANT SELECT ON {table} TO anon;"
            continue
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        reads = _LAX if 9 <= at < 70 else _ADMIN if 70 <= at < 75 else _MEMBER
        yield f"CREATE POLICY reads ON {table} FOR SELECT TO authenticated USING ({reads});"
        check = "true" if 75 <= at < 85 else _MEMBER
        yield f"CREATE POLICY adds ON {table} FOR INSERT TO authenticated WITH CHECK ({check});"
        if 85 <= at < 99:
            yield f"CREATE POLICY changes ON {table} FOR UPDATE TO authenticated USING (true);"
        elif at < 60:
            yield f"CREATE POLICY removes ON {table} FOR DELETE TO authenticated USING ({_RANKED});"
        if 100 <= at < 106:
            yield f"GRANT SELECT ON {table} TO anon;\nCREATE POLICY shown ON {table} FOR SELECT TO anon USING (true);"
        if 110 <= at < 113:
            yield f"CREATE VIEW {table}_of_all AS SELECT id, organization_id, title FROM {table};"
            yield f"GRANT SELECT ON {table}_of_all TO anon;"
        if 113 <= at < 115:
            yield (
                f"CREATE FUNCTION public.find_{name}(org uuid) RETURNS SETOF {table} LANGUAGE sql STABLE"
                f" SECURITY DEFINER SET search_path = '' AS $$ SELECT * FROM {table} WHERE organization_id = org $$;\n"
                f"GRANT EXECUTE ON FUNCTION public.find_{name}(uuid) TO anon;"
            )
        if 115 <= at < 118:
            yield f"CREATE MATERIALIZED VIEW {table}_by_day AS SELECT organization_id, id FROM {table};"
            yield f"GRANT SELECT ON {table}_by_day TO authenticated;"
        if 120 <= at < 140:
            yield f"GRANT TRUNCATE ON {table} TO authenticated;"
        if 140 <= at < 150:
            yield f"ALTER TABLE {table} OWNER TO app_owner;"
