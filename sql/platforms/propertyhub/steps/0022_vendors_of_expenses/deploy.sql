-- Why: While the foreign key was gone, contractors were deleted and their expenses kept pointing at them. Each such expense loses
--   its contractor, as the key's ON DELETE SET NULL would have done it; which one it was is kept for the way back.
-- Phase: backfill
-- Locks: row locks on the expenses of a batch
-- Requires: 0001_undo_schema, 0013_constraints
-- Transaction: batches
-- Batch: public.project_expenses

CREATE TABLE golive_undo.vendors_of_expenses (id text PRIMARY KEY, "vendorId" text);

WITH kept AS (
    INSERT INTO golive_undo.vendors_of_expenses (id, "vendorId")
    SELECT e.id, e."vendorId"
    FROM pg_temp.golive_batch JOIN public.project_expenses AS e USING (id)
    WHERE e."vendorId" IS NOT NULL AND NOT EXISTS (SELECT FROM public.vendors AS v WHERE v.id = e."vendorId")
    FOR UPDATE OF e
    ON CONFLICT (id) DO UPDATE SET "vendorId" = excluded."vendorId"
    RETURNING id
)
UPDATE public.project_expenses AS e
SET "vendorId" = NULL
FROM kept AS k
WHERE e.id = k.id;
