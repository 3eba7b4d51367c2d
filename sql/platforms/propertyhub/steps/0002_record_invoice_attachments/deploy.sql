-- Why: invoice_attachments came by `prisma db push`: the table is there, the history does not know it, and the next
--   `prisma migrate deploy` would fail at CREATE TABLE. The runbook forbids db push and never looks for its traces.
-- Phase: schema
-- Locks: none that blocks
-- Requires: 0001_undo_schema
-- Transaction: one

-- One statement, so that nothing is recorded that was not looked at. The count of applied steps is 1 because the
-- migration's one script is in place; 0 is what `prisma migrate resolve --applied` writes without looking.
DO $record$
DECLARE
    found text;
BEGIN
    SELECT pg_catalog.string_agg(
               pg_catalog.format('%s %s%s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
                                 CASE WHEN a.attnotnull THEN ' not null' ELSE '' END), ', ' ORDER BY a.attnum)
    INTO found
    FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = pg_catalog.to_regclass('public.invoice_attachments') AND a.attnum > 0 AND NOT a.attisdropped;
    IF found IS NULL THEN
        RAISE EXCEPTION 'public.invoice_attachments is not there'
            USING HINT = 'nothing was pushed here: npx prisma migrate deploy applies the migration itself';
    END IF;
    IF found <> 'id text not null, invoice_id text not null, customer_id text not null, file_path text not null, '
             || 'file_name text not null, file_size bigint not null, file_type text not null, mime_type text not null, '
             || 'uploaded_by text not null, uploaded_at timestamp(3) without time zone not null, metadata jsonb' THEN
        RAISE EXCEPTION 'public.invoice_attachments is of another shape than its migration makes: %', found;
    END IF;
    IF (SELECT pg_catalog.count(*) FROM pg_catalog.pg_constraint AS k
        WHERE k.conrelid = 'public.invoice_attachments'::regclass AND k.contype IN ('p', 'f') AND k.convalidated) <> 4
       OR (SELECT pg_catalog.count(*) FROM pg_catalog.pg_index AS i
           WHERE i.indrelid = 'public.invoice_attachments'::regclass AND i.indisvalid) <> 5 THEN
        RAISE EXCEPTION 'public.invoice_attachments lacks keys or indexes that its migration makes';
    END IF;
    INSERT INTO public._prisma_migrations
        (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
    VALUES ('8c2f4a60-3d8e-4b57-9a1e-202411051020',
            '5f18bfe9930fbd789798c2f960ea18fb565ac9bda56a3742ce7f7fc02175c888',
            pg_catalog.now(), '20241105102000_invoice_attachments', pg_catalog.now(), 1);
END
$record$;
