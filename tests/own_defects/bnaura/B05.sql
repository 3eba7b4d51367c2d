-- B05 [functions] former staff keep their clinic
-- names: app.my_clinics()
DO $$ BEGIN
    EXECUTE regexp_replace(pg_get_functiondef('app.my_clinics()'::regprocedure), '\mAND\s+(\w+\.)?is_active', '', 'i');
END $$;
