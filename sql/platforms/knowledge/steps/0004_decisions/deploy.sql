-- Why: the scripts give an entry to the first workspace in which its author ever connected an account, and only warn about
--   the rest. Nothing is guessed here: kb_migration.decisions says where an entry goes that does not settle itself, by
--   whom and why. kb_migration.legacy_imports records what the legacy import brought in; the scripts read that back from
--   metadata which every tenant may edit.
-- Phase: schema
-- Locks: SHARE ROW EXCLUSIVE on public.workspaces, for two foreign keys of empty tables
-- Requires: nothing
-- Transaction: one
-- Loses: SELECT count(*) FROM kb_migration.decisions
CREATE SCHEMA kb_migration AUTHORIZATION sam_owner;

GRANT USAGE ON SCHEMA kb_migration TO service_role;

CREATE TABLE kb_migration.decisions (
    source text NOT NULL,
    entry_id uuid NOT NULL,
    verdict text NOT NULL,
    workspace_id uuid,
    decided_by text NOT NULL,
    reason text NOT NULL,
    decided_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT decisions_pkey PRIMARY KEY (source, entry_id),
    CONSTRAINT decisions_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces (id) ON DELETE CASCADE,
    CONSTRAINT decisions_source_check CHECK (source IN ('knowledge_base', 'legacy_icp_data', 'legacy_product_data',
                                                        'legacy_competitor_data', 'legacy_persona_data')),
    CONSTRAINT decisions_verdict_check
        CHECK (verdict = 'workspace' OR (verdict = 'shared' AND source = 'knowledge_base')
                                     OR (verdict = 'leave_out' AND source <> 'knowledge_base')),
    CONSTRAINT decisions_workspace_check CHECK ((verdict = 'workspace') = (workspace_id IS NOT NULL)),
    CONSTRAINT decisions_reason_check CHECK (btrim(decided_by) <> '' AND btrim(reason) <> '')
);

ALTER TABLE kb_migration.decisions OWNER TO sam_owner, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE, DELETE ON kb_migration.decisions TO service_role;

CREATE INDEX decisions_workspace_id_idx ON kb_migration.decisions (workspace_id);

CREATE TABLE kb_migration.legacy_imports (
    source text NOT NULL,
    original_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    fingerprint text NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT now(),
    rolled_back_at timestamptz,
    CONSTRAINT legacy_imports_pkey PRIMARY KEY (source, original_id),
    CONSTRAINT legacy_imports_workspace_id_fkey
        FOREIGN KEY (workspace_id) REFERENCES public.workspaces (id) ON DELETE CASCADE
);

ALTER TABLE kb_migration.legacy_imports OWNER TO sam_owner, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE, DELETE ON kb_migration.legacy_imports TO service_role;

CREATE INDEX legacy_imports_workspace_entry_idx ON kb_migration.legacy_imports (workspace_id, entry_id);
