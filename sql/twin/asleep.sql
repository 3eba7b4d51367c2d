-- Indexes whose classes only stand in: no row comes into them, and nobody looks there.
UPDATE pg_index AS i
SET indisvalid = false, indisready = false
FROM pg_depend AS d
WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
  AND d.refclassid = 'pg_opclass'::regclass
  AND d.refobjid IN (
    SELECT c.oid
    FROM pg_opclass AS c
    JOIN pg_am AS a ON a.oid = c.opcmethod
    JOIN pg_depend AS m ON m.classid = 'pg_opclass'::regclass AND m.objid = c.oid AND m.deptype = 'e'
    JOIN pg_extension AS e ON m.refclassid = 'pg_extension'::regclass AND e.oid = m.refobjid
    WHERE a.amname NOT IN ('btree', 'hash') AND e.extname = ANY ({names}::text[])
  );
