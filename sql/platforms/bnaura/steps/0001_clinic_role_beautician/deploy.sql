-- Why: therapists get a role of their own. The runbook looks the label up by pg_type.typname alone, which is an error as
--   soon as a second schema has a type of that name, and hides the answer behind two IF NOT EXISTS. Here the type is
--   named with its schema, and no later statement of this transaction uses the label, which PostgreSQL would refuse.
-- Phase: schema
-- Locks: none that blocks
-- Requires: nothing
-- Transaction: one
-- Residue: the label 'beautician' of public.clinic_role: PostgreSQL cannot drop a label. Revert refuses while a member of
--   staff has the role, since the old application does not know it.
ALTER TYPE public.clinic_role ADD VALUE 'beautician';
