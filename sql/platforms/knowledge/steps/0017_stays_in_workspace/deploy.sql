-- Why: a person who is a member of two workspaces passes both sides of the policy and could carry one tenant's entry to the other.
--   Whoever is bound by row security cannot change the workspace of an entry or a section; the service, which is not, can.
-- Phase: validation
-- Locks: SHARE ROW EXCLUSIVE on public.knowledge_base and public.knowledge_base_sections, for the catalog change only
-- Requires: 0016_row_security
-- Transaction: one
CREATE FUNCTION public.knowledge_stays_in_workspace() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF row_security_active(TG_RELID) THEN
        RAISE EXCEPTION 'a row of %.% stays in its workspace', TG_TABLE_SCHEMA, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

ALTER FUNCTION public.knowledge_stays_in_workspace() OWNER TO sam_owner;

REVOKE ALL ON FUNCTION public.knowledge_stays_in_workspace() FROM PUBLIC;

CREATE TRIGGER knowledge_base_stays_in_workspace BEFORE UPDATE ON public.knowledge_base
    FOR EACH ROW WHEN (OLD.workspace_id IS DISTINCT FROM NEW.workspace_id)
    EXECUTE FUNCTION public.knowledge_stays_in_workspace();

CREATE TRIGGER knowledge_base_sections_stays_in_workspace BEFORE UPDATE ON public.knowledge_base_sections
    FOR EACH ROW WHEN (OLD.workspace_id IS DISTINCT FROM NEW.workspace_id)
    EXECUTE FUNCTION public.knowledge_stays_in_workspace();
