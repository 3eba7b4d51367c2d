-- For one batch: it commits with its cursor, so that a crash of the server loses both or none and nobody waits for the disk;
-- its keys are neighbours, so that an index finds their rows as cheaply as a scan of the table would; and no batch is so long
-- that compiling its expressions would pay.
SELECT pg_catalog.set_config('lock_timeout', {lock}, true),
       pg_catalog.set_config('statement_timeout', {statement}, true),
       pg_catalog.set_config('synchronous_commit', 'off', true),
       pg_catalog.set_config('jit', 'off', true),
       pg_catalog.set_config('random_page_cost', pg_catalog.current_setting('seq_page_cost'), true);
