-- E04 [functions] memberships end and nothing follows
-- names: enterprise_private.leave_organization()
CREATE OR REPLACE FUNCTION enterprise_private.leave_organization() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = '' AS $$ BEGIN RETURN NULL; END $$;
