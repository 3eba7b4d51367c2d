-- Why: the advisors of the checklist name two indexes that are copies of another to the letter: each costs every write and
--   serves no read. Their definitions are kept for the way back.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on public.workflow_events and public.workflow_states, for the moment of a catalog entry
-- Requires: 0002_membership
-- Transaction: one
CREATE TABLE golive_undo.bna_indexes AS
SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
FROM pg_index AS i
WHERE i.indexrelid IN ('public.idx_workflow_events_workflow'::regclass, 'public.idx_workflow_states_customer'::regclass);
DROP INDEX public.idx_workflow_events_workflow;
DROP INDEX public.idx_workflow_states_customer;
