"""What looks like a hole and is none does not block: each stood as one in the scan of a real schema."""

from collections.abc import Iterator

import psycopg
import pytest

from golive.app.unprepared import Unprepared, look_at
from golive.model.finding import Finding, Severity
from golive.model.target import Dsn
from golive.server import choose
from golive.verdict.audits import judge

SCHEMA = """
CREATE ROLE anon NOLOGIN;
CREATE ROLE authenticated NOLOGIN;
CREATE ROLE authenticator LOGIN NOINHERIT;
GRANT anon, authenticated TO authenticator;
CREATE SCHEMA auth;
CREATE TABLE auth.users (id uuid PRIMARY KEY);
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid $$;
GRANT USAGE ON SCHEMA auth, public TO anon, authenticated;
CREATE TABLE public.teams (id uuid PRIMARY KEY, name text NOT NULL);
CREATE TABLE public.members (
  team_id uuid NOT NULL REFERENCES public.teams, user_id uuid NOT NULL REFERENCES auth.users,
  role text NOT NULL DEFAULT 'member', PRIMARY KEY (team_id, user_id));
CREATE FUNCTION public.is_member(team uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
  $$ SELECT EXISTS (SELECT FROM public.members m WHERE m.team_id = team AND m.user_id = auth.uid()) $$;
CREATE TABLE public.boards (id uuid PRIMARY KEY, team_id uuid NOT NULL REFERENCES public.teams, title text);
CREATE TABLE public.cards (id uuid PRIMARY KEY, team_id uuid NOT NULL REFERENCES public.teams,
  board_id uuid REFERENCES public.boards);
CREATE TABLE public.rounds (id uuid PRIMARY KEY, team_id uuid NOT NULL REFERENCES public.teams);
CREATE TABLE public.turns (id uuid PRIMARY KEY, team_id uuid NOT NULL REFERENCES public.teams);
CREATE TABLE public.plans (id uuid PRIMARY KEY, team_id uuid NOT NULL REFERENCES public.teams, title text);
ALTER TABLE public.teams ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.members ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.boards ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.cards ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.rounds ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.turns ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.plans ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.teams FOR SELECT TO authenticated USING (public.is_member(id));
CREATE POLICY own ON public.members FOR SELECT TO authenticated USING (user_id = auth.uid());
CREATE POLICY own ON public.boards TO authenticated USING (public.is_member(team_id));
CREATE POLICY own ON public.cards TO authenticated USING (public.is_member(team_id));
CREATE POLICY own ON public.plans TO authenticated USING (public.is_member(team_id));
CREATE POLICY others ON public.rounds FOR SELECT TO authenticated
  USING (EXISTS (SELECT FROM public.rounds r WHERE r.id = r.id));
GRANT SELECT ON public.teams, public.members TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.boards, public.cards, public.plans TO authenticated;
CREATE POLICY mine ON public.turns FOR UPDATE TO authenticated USING (true);
CREATE POLICY others ON public.turns FOR ALL TO authenticated USING (EXISTS (SELECT FROM public.turns));
CREATE POLICY mine ON public.rounds FOR INSERT TO authenticated WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON public.turns, public.rounds TO authenticated;
GRANT TRUNCATE ON public.boards, public.plans TO authenticated;
CREATE MATERIALIZED VIEW public.titles AS SELECT team_id, title FROM public.boards;
GRANT ALL ON public.titles TO authenticated;
CREATE FUNCTION public.is_titled(board uuid, team uuid, said text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = '' AS $$ SELECT EXISTS (SELECT FROM public.boards
    WHERE id = board AND team_id = team AND title = said) $$;
CREATE FUNCTION public.keeps(board uuid, team uuid, said text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = '' AS $$ BEGIN
    IF NOT public.is_member(team) THEN RAISE EXCEPTION 'no member'; END IF;
    INSERT INTO public.boards (id, team_id, title) VALUES (board, team, said)
      ON CONFLICT (team_id, id) DO UPDATE SET title = EXCLUDED.title;
  END $$;
CREATE FUNCTION public.takes(board uuid, team uuid, said text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = '' AS $$ BEGIN
    IF NOT public.is_member(team) THEN RAISE EXCEPTION 'no member'; END IF;
    INSERT INTO public.boards (id, team_id, title) VALUES (board, team, said)
      ON CONFLICT (id) DO UPDATE SET title = EXCLUDED.title;
  END $$;
CREATE TABLE public.currencies (code text PRIMARY KEY);
CREATE TABLE public.rates (code text PRIMARY KEY, rate numeric);
GRANT SELECT ON public.currencies TO authenticated;
GRANT SELECT, UPDATE ON public.rates TO authenticated;
CREATE TABLE public.notes (id integer PRIMARY KEY, team_id uuid REFERENCES public.teams);
CREATE TABLE public.presets (id integer PRIMARY KEY, team_id uuid REFERENCES public.teams, common boolean);
CREATE TABLE public.drafts (id integer PRIMARY KEY, team_id uuid REFERENCES public.teams);
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.presets ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.notes TO authenticated USING (public.is_member(team_id));
CREATE POLICY own ON public.presets FOR SELECT TO authenticated USING (common OR public.is_member(team_id));
INSERT INTO public.notes VALUES (1, NULL);
INSERT INTO public.presets VALUES (1, NULL, true);
INSERT INTO public.drafts VALUES (1, NULL);
CREATE FUNCTION public.titled(board uuid, team uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = '' AS $$ SELECT title FROM public.boards WHERE id = board AND team_id = team $$;
"""


@pytest.fixture(scope="module")
def seen() -> Iterator[Unprepared]:
    """On a server of its own: the roles are Supabase's."""
    with choose("embedded").launch() as server:
        dsn: Dsn = server.create_database("alarms")
        with psycopg.connect(dsn.reveal()) as connection:
            connection.execute(SCHEMA)
        yield look_at(dsn, "--dsn")


def found(seen: Unprepared, code: str) -> dict[str, Finding]:
    return {one.where: one for said in judge(seen.platform, seen.live, [code]) for one in said.found}


def test_a_truncate_that_a_foreign_key_stops_empties_nothing(seen: Unprepared) -> None:
    said = found(seen, "GRT006")
    assert said["public.plans"].severity is Severity.CRITICAL
    assert said["public.boards"].severity is Severity.HIGH


def test_a_table_without_a_tenant_is_everybodys_to_read_and_not_to_write(seen: Unprepared) -> None:
    said = found(seen, "POL010")
    assert said["public.rates"].severity is Severity.CRITICAL
    assert "public.currencies" not in said


def test_policies_that_are_refused_let_nothing_through(seen: Unprepared) -> None:
    assert found(seen, "POL013")["public.rounds"].severity is Severity.HIGH
    assert found(seen, "POL011")["public.rounds.others"].severity is Severity.ADVICE
    leaking = found(seen, "ISO001")["public.turns.mine"]
    assert leaking.severity is Severity.ADVICE
    assert "every such query fails" in leaking.why
    assert found(seen, "ISO001")["public.rounds.mine"].severity is Severity.CRITICAL  # it reads no row


def test_nobody_writes_to_a_materialised_view(seen: Unprepared) -> None:
    assert found(seen, "ISO001")["public.titles"].why.startswith("authenticated reads rows")


def test_yes_or_no_of_what_the_caller_names_is_advice(seen: Unprepared) -> None:
    """A policy's helper that says whether a row still is what the caller says it is."""
    said = found(seen, "ISO008")
    assert said["public.is_titled(uuid,uuid,text)"].severity is Severity.ADVICE
    assert said["public.titled(uuid,uuid)"].severity is Severity.HIGH


def test_what_an_insert_meets_under_its_own_tenants_key_is_its_own(seen: Unprepared) -> None:
    said = [one for each in judge(seen.platform, seen.live, ["ISO008"]) for one in [*each.found, *each.unknowns]]
    about = {one.where: one for one in said}
    assert "public.keeps(uuid,uuid,text)" not in about
    assert "ON CONFLICT DO UPDATE" in about["public.takes(uuid,uuid,text)"].why


def test_a_row_that_no_tenant_finds_blocks_and_one_that_is_marked_for_everybody_is_sound(seen: Unprepared) -> None:
    assert set(found(seen, "TEN002")) == {"public.drafts.team_id", "public.notes.team_id"}
