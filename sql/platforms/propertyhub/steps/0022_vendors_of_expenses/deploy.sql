-- Why: While the foreign key was gone, contractors were deleted and their expenses kept pointing at them. Each such expense loses
--   its contractor, as the key's ON DELETE SET NULL would have done it; which one it was is kept for the way back.
-- Phase: backfill
-- Locks: none that blocks
-- Requires: 0001_undo_schema, 0013_constraints
-- Transaction: one

CREATE TABLE golive_undo.vendors_of_expenses AS
SELECT e.id, e."vendorId"
FROM public.project_expenses AS e
WHERE e."vendorId" IS NOT NULL AND NOT EXISTS (SELECT FROM public.vendors AS v WHERE v.id = e."vendorId");

UPDATE public.project_expenses AS e
SET "vendorId" = NULL
FROM golive_undo.vendors_of_expenses AS was
WHERE e.id = was.id;
