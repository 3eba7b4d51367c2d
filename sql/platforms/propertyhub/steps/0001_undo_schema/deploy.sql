-- Why: Several steps keep what they found, so that their revert puts back exactly that. The runbook had no way back but a backup.
-- Phase: schema
-- Locks: none that blocks
-- Requires: nothing
-- Transaction: one

CREATE SCHEMA golive_undo;
