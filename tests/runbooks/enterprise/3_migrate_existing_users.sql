-- "Migration 3: Migrate Existing Users" of the migration strategy, as printed there.

-- File: 20250122000000_migrate_existing_users.sql

BEGIN;

-- Create default organizations for existing users
INSERT INTO enterprise.organizations (name, display_name, plan_type, status)
SELECT 
  email || '_org' as name,
  email as display_name,
  'trial' as plan_type,
  'active' as status
FROM auth.users
WHERE email IS NOT NULL
ON CONFLICT (name) DO NOTHING;

-- Link users to their organizations
UPDATE public.profiles p
SET organization_id = o.id
FROM enterprise.organizations o, auth.users u
WHERE p.id = u.id 
  AND o.name = u.email || '_org';

-- Create default Admin role for each organization
INSERT INTO enterprise.organization_roles (organization_id, name, display_name, permissions, is_default)
SELECT 
  id as organization_id,
  'Admin' as name,
  'Administrator' as display_name,
  '["*"]'::jsonb as permissions,
  true as is_default
FROM enterprise.organizations;

-- Assign users as admins of their organizations
INSERT INTO enterprise.user_organization_roles (user_id, organization_id, role_id, assigned_by)
SELECT 
  p.id as user_id,
  p.organization_id,
  r.id as role_id,
  p.id as assigned_by
FROM public.profiles p
JOIN enterprise.organization_roles r ON r.organization_id = p.organization_id AND r.name = 'Admin'
WHERE p.organization_id IS NOT NULL;

COMMIT;
