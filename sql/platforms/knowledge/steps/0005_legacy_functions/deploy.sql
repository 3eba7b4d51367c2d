-- Why: the legacy tables are optional, differ in every column and may lack a workspace; the scripts copy them four times and
--   drop without a word what finds no section. One function reads them in one shape (none there: no rows), two views say
--   where every entry and every legacy row belongs and how that is known, one function imports, and
--   rollback_legacy_import(), which never ran (DELETE … RETURNING COUNT(*)), takes it back. None is open to tenants, and
--   each refuses a session that row security would hide rows from.
-- Phase: schema
-- Locks: none that blocks
-- Requires: 0003_marks, 0004_decisions
-- Transaction: one
CREATE FUNCTION kb_migration.legacy_rows()
RETURNS TABLE (source text, entry_id uuid, workspace_id uuid, section text, category text, title text, content text,
               legacy_metadata jsonb, created_by uuid, created_at timestamptz)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $legacy$
BEGIN
    -- The statements are texts because a table that is not there must not be named in a plan.
    IF to_regclass('public.legacy_icp_data') IS NOT NULL THEN
        RETURN QUERY EXECUTE $sql$
            SELECT 'legacy_icp_data', l.id, l.workspace_id, 'ICP', 'icp', coalesce(l.title, l.company_name, 'ICP'),
                   concat_ws(chr(10), l.description, 'Company: ' || l.company_name, 'Industry: ' || l.industry,
                             'Company size: ' || l.company_size, 'Revenue: ' || l.revenue_range, 'Pain points: ' || l.pain_points),
                   l.metadata, coalesce(l.created_by, l.user_id), l.created_at
            FROM public.legacy_icp_data l $sql$;
    END IF;
    IF to_regclass('public.legacy_product_data') IS NOT NULL THEN
        RETURN QUERY EXECUTE $sql$
            SELECT 'legacy_product_data', l.id, l.workspace_id, 'Products', 'products', coalesce(l.product_name, l.title, 'Product'),
                   concat_ws(chr(10), l.description, 'Price: ' || l.price, 'Features: ' || l.features, 'Benefits: ' || l.benefits,
                             'SKU: ' || l.sku, 'Category: ' || l.category),
                   l.metadata, coalesce(l.created_by, l.user_id), l.created_at
            FROM public.legacy_product_data l $sql$;
    END IF;
    IF to_regclass('public.legacy_competitor_data') IS NOT NULL THEN
        RETURN QUERY EXECUTE $sql$
            SELECT 'legacy_competitor_data', l.id, l.workspace_id, 'Competitors', 'competitors',
                   coalesce(l.competitor_name, l.company_name, l.title, 'Competitor'),
                   concat_ws(chr(10), l.description, 'Strengths: ' || l.strengths, 'Weaknesses: ' || l.weaknesses,
                             'Market share: ' || l.market_share, 'Pricing: ' || l.pricing_info, 'Website: ' || l.website,
                             'Market position: ' || l.market_position),
                   l.metadata, coalesce(l.created_by, l.user_id), l.created_at
            FROM public.legacy_competitor_data l $sql$;
    END IF;
    IF to_regclass('public.legacy_persona_data') IS NOT NULL THEN
        RETURN QUERY EXECUTE $sql$
            SELECT 'legacy_persona_data', l.id, l.workspace_id, 'Personas', 'personas',
                   coalesce(l.persona_name, l.title, l.job_title, 'Persona'),
                   concat_ws(chr(10), l.description, 'Job title: ' || l.job_title, 'Goals: ' || l.goals,
                             'Challenges: ' || l.challenges, 'Demographics: ' || l.demographics,
                             'Seniority: ' || l.seniority_level, 'Department: ' || l.department),
                   l.metadata, coalesce(l.created_by, l.user_id), l.created_at
            FROM public.legacy_persona_data l $sql$;
    END IF;
END
$legacy$;

CREATE FUNCTION kb_migration.entry_fingerprint(title text, content text, section_id uuid, tags text[], metadata jsonb)
RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$ SELECT md5(jsonb_build_array(title, content, section_id, tags, metadata)::text) $$;

-- What settles an entry, strongest first: a decision, a mark of sharing on an entry without workspace, the workspace it
-- names, the only workspace its author ever had to do with and is or was a member of. A mark and a workspace together
-- contradict each other: publishing to every tenant is a decision.
CREATE VIEW kb_migration.entry_homes WITH (security_invoker = true) AS
SELECT e.entry_id, e.found_in, e.candidates, s.settled_by,
       CASE s.settled_by WHEN 'decision' THEN e.decided_workspace
                         WHEN 'workspace' THEN e.found_in
                         WHEN 'author' THEN e.candidates[1] END AS home,
       coalesce(s.settled_by = 'mark' OR (s.settled_by = 'decision' AND e.verdict = 'shared'), false) AS shared
FROM (
    SELECT k.id AS entry_id, k.workspace_id AS found_in, k.is_shared, d.verdict, d.workspace_id AS decided_workspace,
           coalesce(k.metadata ->> 'is_shared' = 'true', false) OR coalesce(k.visibility = 'global', false)
               OR k.title ILIKE '%[GLOBAL]%' AS marked,
           EXISTS (SELECT FROM public.workspaces w WHERE w.id = k.workspace_id) AS workspace_exists,
           ARRAY(SELECT m.workspace_id FROM public.workspace_members m WHERE m.user_id = k.created_by
                 UNION
                 SELECT a.workspace_id FROM public.workspace_accounts a WHERE a.user_id = k.created_by
                 ORDER BY 1) AS candidates,
           EXISTS (SELECT FROM public.workspace_members m JOIN public.workspaces w ON w.id = m.workspace_id
                   WHERE m.user_id = k.created_by) AS author_is_member
    FROM public.knowledge_base k
    LEFT JOIN kb_migration.decisions d ON d.source = 'knowledge_base' AND d.entry_id = k.id
) e
CROSS JOIN LATERAL (
    SELECT CASE WHEN e.verdict IS NOT NULL THEN 'decision'
                WHEN e.is_shared OR (e.marked AND e.found_in IS NULL) THEN 'mark'
                WHEN e.marked THEN NULL
                WHEN e.workspace_exists THEN 'workspace'
                WHEN e.found_in IS NOT NULL THEN NULL
                WHEN cardinality(e.candidates) = 1 AND e.author_is_member THEN 'author' END AS settled_by
) s;

CREATE VIEW kb_migration.legacy_homes WITH (security_invoker = true) AS
SELECT l.source, l.entry_id, l.section, coalesce(d.verdict = 'leave_out', false) AS left_out,
       coalesce(d.workspace_id, l.workspace_id) AS home,
       EXISTS (SELECT FROM public.workspaces w WHERE w.id = coalesce(d.workspace_id, l.workspace_id) AND w.is_active) AS home_is_active
FROM kb_migration.legacy_rows() l
LEFT JOIN kb_migration.decisions d ON d.source = l.source AND d.entry_id = l.entry_id;

CREATE FUNCTION kb_migration.import_legacy_data()
RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $import$
DECLARE
    unplaced text;
    imported bigint;
BEGIN
    IF row_security_active('public.knowledge_base') OR row_security_active('kb_migration.legacy_imports') THEN
        RAISE EXCEPTION 'the legacy import needs a role that row security hides nothing from'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT string_agg(h.source || ' ' || h.entry_id, ', ' ORDER BY h.source, h.entry_id) INTO unplaced
    FROM kb_migration.legacy_homes h
    LEFT JOIN public.knowledge_base_sections s ON s.workspace_id = h.home AND s.name = h.section
    WHERE NOT h.left_out AND (NOT h.home_is_active OR s.id IS NULL)
      AND NOT EXISTS (SELECT FROM kb_migration.legacy_imports i WHERE i.source = h.source AND i.original_id = h.entry_id);
    IF unplaced IS NOT NULL THEN
        RAISE EXCEPTION 'no active workspace with the section for: %', unplaced
            USING HINT = 'Decide each of them in kb_migration.decisions: a workspace, or leave_out.';
    END IF;
    WITH placed AS MATERIALIZED (
        SELECT l.*, h.home, s.id AS section_id, gen_random_uuid() AS new_id,
               jsonb_build_object('imported_from', l.source, 'import_date', now(), 'original_id', l.entry_id,
                                  'legacy_metadata', coalesce(l.legacy_metadata, '{}')) AS metadata
        FROM kb_migration.legacy_rows() l
        JOIN kb_migration.legacy_homes h ON h.source = l.source AND h.entry_id = l.entry_id
        JOIN public.knowledge_base_sections s ON s.workspace_id = h.home AND s.name = h.section
        WHERE NOT h.left_out AND h.home_is_active
          AND NOT EXISTS (SELECT FROM kb_migration.legacy_imports i
                          WHERE i.source = l.source AND i.original_id = l.entry_id AND i.rolled_back_at IS NULL)
    ), written AS (
        INSERT INTO public.knowledge_base (id, workspace_id, section_id, category, title, content, tags, source_type, metadata,
                                           created_by, created_at, updated_at)
        SELECT p.new_id, p.home, p.section_id, p.category, p.title, coalesce(nullif(p.content, ''), p.title), ARRAY['legacy'],
               'api_import', p.metadata, p.created_by, coalesce(p.created_at, now()), coalesce(p.created_at, now())
        FROM placed p
        RETURNING id, workspace_id, title, content, section_id, tags, metadata
    )
    INSERT INTO kb_migration.legacy_imports AS i (source, original_id, workspace_id, entry_id, fingerprint)
    SELECT w.metadata ->> 'imported_from', (w.metadata ->> 'original_id')::uuid, w.workspace_id, w.id,
           kb_migration.entry_fingerprint(w.title, w.content, w.section_id, w.tags, w.metadata)
    FROM written w
    ON CONFLICT (source, original_id) DO UPDATE
        SET workspace_id = excluded.workspace_id, entry_id = excluded.entry_id, fingerprint = excluded.fingerprint,
            imported_at = excluded.imported_at, rolled_back_at = NULL;
    GET DIAGNOSTICS imported = ROW_COUNT;
    RETURN imported;
END
$import$;

CREATE FUNCTION public.rollback_legacy_import(lose_edits boolean DEFAULT false)
RETURNS TABLE (source text, removed bigint) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $rollback$
#variable_conflict use_column
DECLARE
    edited bigint;
BEGIN
    IF row_security_active('public.knowledge_base') OR row_security_active('kb_migration.legacy_imports') THEN
        RAISE EXCEPTION 'the rollback needs a role that row security hides nothing from'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT count(*) INTO edited
    FROM kb_migration.legacy_imports i JOIN public.knowledge_base k ON k.id = i.entry_id
    WHERE i.rolled_back_at IS NULL
      AND kb_migration.entry_fingerprint(k.title, k.content, k.section_id, k.tags, k.metadata) <> i.fingerprint;
    IF edited > 0 AND NOT lose_edits THEN
        RAISE EXCEPTION '% imported entries were edited since and would be lost', edited
            USING HINT = 'Say rollback_legacy_import(true) to lose them.';
    END IF;
    RETURN QUERY
    WITH recorded AS (
        UPDATE kb_migration.legacy_imports i SET rolled_back_at = now() WHERE i.rolled_back_at IS NULL
        RETURNING i.source, i.entry_id
    ), gone AS (
        DELETE FROM public.knowledge_base k USING recorded r WHERE k.id = r.entry_id RETURNING r.source
    )
    SELECT g.source, count(*) FROM gone g GROUP BY g.source ORDER BY g.source;
END
$rollback$;

ALTER FUNCTION kb_migration.legacy_rows() OWNER TO sam_owner;

ALTER FUNCTION kb_migration.entry_fingerprint(text, text, uuid, text[], jsonb) OWNER TO sam_owner;

ALTER VIEW kb_migration.entry_homes OWNER TO sam_owner;

ALTER VIEW kb_migration.legacy_homes OWNER TO sam_owner;

ALTER FUNCTION kb_migration.import_legacy_data() OWNER TO sam_owner;

ALTER FUNCTION public.rollback_legacy_import(boolean) OWNER TO sam_owner;

REVOKE ALL ON FUNCTION kb_migration.legacy_rows(), kb_migration.entry_fingerprint(text, text, uuid, text[], jsonb),
    kb_migration.import_legacy_data(), public.rollback_legacy_import(boolean) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION kb_migration.legacy_rows(), kb_migration.entry_fingerprint(text, text, uuid, text[], jsonb),
    kb_migration.import_legacy_data(), public.rollback_legacy_import(boolean) TO service_role;

GRANT SELECT ON kb_migration.entry_homes, kb_migration.legacy_homes TO service_role;
