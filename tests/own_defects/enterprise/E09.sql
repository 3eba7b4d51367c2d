-- E09 [triggers] a check at commit is made at once
-- names: enterprise.user_organization_roles.leave_organization
DROP TRIGGER leave_organization ON enterprise.user_organization_roles;
CREATE CONSTRAINT TRIGGER leave_organization AFTER DELETE OR UPDATE OF user_id, organization_id
    ON enterprise.user_organization_roles FOR EACH ROW EXECUTE FUNCTION enterprise_private.leave_organization();
