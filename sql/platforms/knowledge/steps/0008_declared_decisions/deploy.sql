-- Why: entries and legacy rows that do not settle themselves, each with the person who decided and why. Only those that
--   are there and undecided are taken over: a decision already made in kb_migration.decisions stands. What is still
--   undecided then stops the migration here, by name; insert the decision and run again.
-- Phase: backfill
-- Locks: none that blocks
-- Requires: 0004_decisions, 0005_legacy_functions
-- Transaction: one
CREATE TABLE golive_undo.kb_declared AS
SELECT v.source, v.entry_id::uuid AS entry_id, v.verdict, v.workspace_id::uuid AS workspace_id, v.decided_by, v.reason
FROM (VALUES
    ('knowledge_base', '70000000-0000-4000-8000-000000000001', 'workspace', '10000000-0000-4000-8000-000000000001',
     'administrator of Harbour', 'written for Harbour'),
    ('knowledge_base', '70000000-0000-4000-8000-000000000002', 'workspace', '10000000-0000-4000-8000-000000000002',
     'administrator of Quarry', 'written for Quarry'),
    ('knowledge_base', '70000000-0000-4000-8000-000000000003', 'workspace', '10000000-0000-4000-8000-000000000003',
     'administrator of Lantern', 'written for Lantern'),
    ('knowledge_base', '70000000-0000-4000-8000-000000000004', 'shared', NULL,
     'product owner', 'general advice, the author agreed to share it'),
    ('knowledge_base', '70000000-0000-4000-8000-000000000005', 'workspace', '10000000-0000-4000-8000-000000000002',
     'administrator of Quarry', 'written before the author left Quarry'),
    ('knowledge_base', '70000000-0000-4000-8000-000000000006', 'workspace', '10000000-0000-4000-8000-000000000001',
     'administrator of Harbour', 'written during a trial for Harbour'),
    ('knowledge_base', '70000000-0000-4000-8000-000000000007', 'workspace', '10000000-0000-4000-8000-000000000005',
     'administrator of Orchard', 'the author only lent an account to Quarry'),
    ('knowledge_base', '70000000-0000-4000-8000-000000000008', 'shared', NULL,
     'product owner', 'delivered with the product'),
    ('knowledge_base', '70000000-0000-4000-8000-000000000009', 'workspace', '10000000-0000-4000-8000-000000000001',
     'administrator of Harbour', 'the deleted author worked for Harbour'),
    ('knowledge_base', '70000000-0000-4000-8000-000000000010', 'workspace', '10000000-0000-4000-8000-000000000002',
     'administrator of Quarry', 'the deleted workspace was merged into Quarry'),
    ('knowledge_base', '70000000-0000-4000-8000-000000000017', 'workspace', '10000000-0000-4000-8000-000000000001',
     'administrator of Harbour', 'prices of Harbour, marked as global by mistake'),
    ('knowledge_base', '70000000-0000-4000-8000-000000000018', 'shared', NULL,
     'administrator of Quarry', 'Quarry gives its glossary to everybody'),
    ('legacy_icp_data', '80000000-0000-4000-8000-000000000004', 'workspace', '10000000-0000-4000-8000-000000000005',
     'administrator of Orchard', 'only Orchard sells to clinics'),
    ('legacy_icp_data', '80000000-0000-4000-8000-000000000005', 'leave_out', NULL,
     'product owner', 'the workspace is inactive and has no sections'),
    ('legacy_competitor_data', '80000000-0000-4000-8000-000000000023', 'leave_out', NULL,
     'product owner', 'the workspace is gone')
) AS v (source, entry_id, verdict, workspace_id, decided_by, reason)
WHERE (EXISTS (SELECT FROM public.knowledge_base k WHERE v.source = 'knowledge_base' AND k.id = v.entry_id::uuid)
       OR EXISTS (SELECT FROM kb_migration.legacy_rows() l WHERE l.source = v.source AND l.entry_id = v.entry_id::uuid))
  AND NOT EXISTS (SELECT FROM kb_migration.decisions d WHERE d.source = v.source AND d.entry_id = v.entry_id::uuid);

INSERT INTO kb_migration.decisions (source, entry_id, verdict, workspace_id, decided_by, reason)
SELECT d.source, d.entry_id, d.verdict, d.workspace_id, d.decided_by, d.reason FROM golive_undo.kb_declared d;

CREATE TABLE golive_undo.kb_backfill (
    entry_id uuid PRIMARY KEY,
    found_in uuid,
    settled_by text NOT NULL,
    candidates uuid[] NOT NULL,
    home uuid,
    shared boolean NOT NULL
);
