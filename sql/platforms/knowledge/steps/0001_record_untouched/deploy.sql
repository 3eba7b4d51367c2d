-- Why: the runbook promises no change to users, workspaces and authentication and never looks. One hash per row is
--   recorded here, before anything else; the last step compares. Columns that move by themselves (times of change and of
--   sign-in, message counters) and tokens are left out.
-- Phase: schema
-- Locks: none that blocks
-- Requires: nothing
-- Transaction: one
CREATE SCHEMA golive_undo;

CREATE VIEW golive_undo.kb_people AS
WITH person (relation, key, content) AS (
    SELECT 'auth.users', u.id, to_jsonb(u) - ARRAY['last_sign_in_at', 'updated_at'] FROM auth.users u
    UNION ALL
    SELECT 'public.users', u.id, to_jsonb(u) - ARRAY['updated_at'] FROM public.users u
    UNION ALL
    SELECT 'public.organizations', o.id, to_jsonb(o) - ARRAY['updated_at'] FROM public.organizations o
    UNION ALL
    SELECT 'public.user_organizations', o.id, to_jsonb(o) FROM public.user_organizations o
    UNION ALL
    SELECT 'public.workspaces', w.id, to_jsonb(w) - ARRAY['updated_at'] FROM public.workspaces w
    UNION ALL
    SELECT 'public.workspace_members', m.id, to_jsonb(m) FROM public.workspace_members m
    UNION ALL
    SELECT 'public.workspace_accounts', a.id,
           to_jsonb(a) - ARRAY['updated_at', 'last_verified_at', 'last_message_date', 'messages_sent_today',
                               'access_token', 'refresh_token', 'token_expires_at']
    FROM public.workspace_accounts a
)
SELECT relation, key, md5(content::text) AS hash FROM person;

CREATE TABLE golive_undo.kb_untouched AS SELECT relation, key, hash FROM golive_undo.kb_people;

CREATE TABLE golive_undo.kb_touched (
    relation text NOT NULL,
    looked_at bigint NOT NULL,
    changed bigint NOT NULL,
    keys uuid[] NOT NULL
);
