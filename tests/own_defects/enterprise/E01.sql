-- E01 [constraints] any status is accepted
-- names: enterprise.organizations.organizations_status_known
ALTER TABLE enterprise.organizations DROP CONSTRAINT organizations_status_known;
ALTER TABLE enterprise.organizations ADD CONSTRAINT organizations_status_known
    CHECK (status IN ('active', 'suspended', 'trial', 'cancelled') OR status IS NOT NULL);
