-- The foreign key refuses what was found, and so that comes back before the key is there again.
ALTER TABLE public.project_expenses DROP CONSTRAINT "project_expenses_vendorId_fkey";

WITH gone AS (
    DELETE FROM golive_undo.vendors_of_expenses AS u USING pg_temp.golive_batch AS b WHERE b.id = u.id
    RETURNING u.id, u."vendorId"
)
UPDATE public.project_expenses AS e
SET "vendorId" = g."vendorId"
FROM gone AS g
WHERE e.id = g.id;

ALTER TABLE public.project_expenses
    ADD CONSTRAINT "project_expenses_vendorId_fkey" FOREIGN KEY ("vendorId") REFERENCES public.vendors (id)
    ON UPDATE CASCADE ON DELETE SET NULL NOT VALID;

DROP TABLE golive_undo.vendors_of_expenses;
