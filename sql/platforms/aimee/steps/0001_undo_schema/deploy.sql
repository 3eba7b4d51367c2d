-- Why: Several steps keep what they found, so that their revert puts back exactly that. The runbook has no way back.
-- Phase: schema
-- Locks: none that blocks
-- Requires: nothing
-- Transaction: one

CREATE SCHEMA golive_undo;
