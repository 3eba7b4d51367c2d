-- Why: Migration 1 of the runbook: the six tables of an organisation. Mended: no uuid-ossp (gen_random_uuid() is core);
--   tenant columns are NOT NULL; a role, a membership and a parent team cannot belong to another organisation (foreign keys
--   carry the organisation); created_by and assigned_by no longer block the deletion of a user; every foreign key has
--   an index; names are lower case, so that B@x and b@x cannot be two; keys are only accepted sealed; one default key per provider.
-- Phase: schema
-- Locks: SHARE ROW EXCLUSIVE on auth.users for as long as the step runs (milliseconds, the tables are empty)
-- Requires: nothing
-- Transaction: one
-- Loses: SELECT count(*) FROM golive_undo.enterprise_made_since s
--   WHERE NOT EXISTS (SELECT FROM golive_undo.enterprise_missing_profiles u WHERE u.organization_id = s.organization_id)
--   AND NOT EXISTS (SELECT FROM golive_undo.enterprise_linked_profiles u WHERE u.organization_id = s.organization_id AND u.made)

-- Where later steps keep what their revert needs; nobody but the migrating role may look into it.
CREATE SCHEMA IF NOT EXISTS golive_undo;

CREATE SCHEMA enterprise AUTHORIZATION platform_owner;

-- Functions of policies and triggers stand outside the schemas that the API exposes.
CREATE SCHEMA enterprise_private AUTHORIZATION platform_owner;

CREATE TABLE enterprise.organizations (
  id uuid NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
  name text NOT NULL,
  display_name text NOT NULL,
  domain text,
  plan_type text NOT NULL DEFAULT 'starter',
  max_users integer NOT NULL DEFAULT 5,
  status text NOT NULL DEFAULT 'active',
  settings jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT organizations_pkey PRIMARY KEY (id),
  CONSTRAINT organizations_name_key UNIQUE (name),
  CONSTRAINT organizations_name_form CHECK (name = lower(btrim(name)) AND length(name) BETWEEN 3 AND 400),
  CONSTRAINT organizations_display_name_length CHECK (length(display_name) BETWEEN 1 AND 320),
  CONSTRAINT organizations_plan_type_known CHECK (plan_type IN ('trial', 'starter', 'professional', 'enterprise')),
  CONSTRAINT organizations_status_known CHECK (status IN ('active', 'suspended', 'trial', 'cancelled')),
  CONSTRAINT organizations_max_users_positive CHECK (max_users > 0)
);
ALTER TABLE enterprise.organizations OWNER TO platform_owner;

CREATE TABLE enterprise.teams (
  id uuid NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
  organization_id uuid NOT NULL,
  parent_team_id uuid,
  name text NOT NULL,
  display_name text NOT NULL,
  team_type text NOT NULL,
  description text,
  email text,
  metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT teams_pkey PRIMARY KEY (id),
  CONSTRAINT teams_organization_id_name_key UNIQUE (organization_id, name),
  CONSTRAINT teams_id_organization_id_key UNIQUE (id, organization_id),
  CONSTRAINT teams_organization_id_fkey FOREIGN KEY (organization_id)
    REFERENCES enterprise.organizations (id) ON DELETE CASCADE,
  CONSTRAINT teams_parent_team_id_fkey FOREIGN KEY (parent_team_id, organization_id)
    REFERENCES enterprise.teams (id, organization_id) ON DELETE SET NULL (parent_team_id),
  CONSTRAINT teams_no_self_parent CHECK (id <> parent_team_id),
  CONSTRAINT teams_name_length CHECK (length(name) BETWEEN 1 AND 100),
  CONSTRAINT teams_team_type_known
    CHECK (team_type IN ('organization', 'division', 'department', 'business_unit', 'group'))
);
ALTER TABLE enterprise.teams OWNER TO platform_owner;

CREATE TABLE enterprise.team_members (
  id uuid NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
  team_id uuid NOT NULL,
  user_id uuid NOT NULL,
  role text NOT NULL DEFAULT 'member',
  joined_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT team_members_pkey PRIMARY KEY (id),
  CONSTRAINT team_members_team_id_user_id_key UNIQUE (team_id, user_id),
  CONSTRAINT team_members_team_id_fkey FOREIGN KEY (team_id) REFERENCES enterprise.teams (id) ON DELETE CASCADE,
  CONSTRAINT team_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users (id) ON DELETE CASCADE,
  CONSTRAINT team_members_role_known CHECK (role IN ('admin', 'member', 'viewer'))
);
ALTER TABLE enterprise.team_members OWNER TO platform_owner;

-- Two forms: iv, tag and key in three columns of hex, or hex(iv):hex(tag):hex(key) in one. Plain text is neither.
CREATE TABLE enterprise.organization_api_keys (
  id uuid NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
  organization_id uuid NOT NULL,
  provider text NOT NULL,
  encrypted_key text NOT NULL,
  encryption_iv text,
  encryption_auth_tag text,
  key_name text NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  status text NOT NULL DEFAULT 'active',
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  CONSTRAINT organization_api_keys_pkey PRIMARY KEY (id),
  CONSTRAINT organization_api_keys_organization_id_fkey FOREIGN KEY (organization_id)
    REFERENCES enterprise.organizations (id) ON DELETE CASCADE,
  CONSTRAINT organization_api_keys_created_by_fkey FOREIGN KEY (created_by)
    REFERENCES auth.users (id) ON DELETE SET NULL,
  CONSTRAINT organization_api_keys_provider_known
    CHECK (provider IN ('openai', 'anthropic', 'azure', 'gemini', 'bedrock')),
  CONSTRAINT organization_api_keys_status_known CHECK (status IN ('active', 'inactive', 'expired', 'revoked')),
  CONSTRAINT organization_api_keys_key_name_length CHECK (length(key_name) BETWEEN 1 AND 255),
  CONSTRAINT organization_api_keys_sealed CHECK (
    (encryption_iv IS NOT NULL AND encryption_auth_tag IS NOT NULL
      AND encryption_iv ~ '^[0-9a-f]{32}$' AND encryption_auth_tag ~ '^[0-9a-f]{32}$'
      AND encrypted_key ~ '^([0-9a-f]{2})+$')
    OR (encryption_iv IS NULL AND encryption_auth_tag IS NULL
      AND encrypted_key ~ '^[0-9a-f]{32}:[0-9a-f]{32}:([0-9a-f]{2})+$'))
);
ALTER TABLE enterprise.organization_api_keys OWNER TO platform_owner;

CREATE TABLE enterprise.organization_roles (
  id uuid NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
  organization_id uuid NOT NULL,
  name text NOT NULL,
  display_name text NOT NULL,
  permissions jsonb NOT NULL DEFAULT '[]',
  is_default boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT organization_roles_pkey PRIMARY KEY (id),
  CONSTRAINT organization_roles_organization_id_name_key UNIQUE (organization_id, name),
  CONSTRAINT organization_roles_id_organization_id_key UNIQUE (id, organization_id),
  CONSTRAINT organization_roles_organization_id_fkey FOREIGN KEY (organization_id)
    REFERENCES enterprise.organizations (id) ON DELETE CASCADE,
  CONSTRAINT organization_roles_name_length CHECK (length(name) BETWEEN 1 AND 100),
  CONSTRAINT organization_roles_permissions_list CHECK (jsonb_typeof(permissions) = 'array')
);
ALTER TABLE enterprise.organization_roles OWNER TO platform_owner;

CREATE TABLE enterprise.user_organization_roles (
  id uuid NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
  user_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  role_id uuid NOT NULL,
  assigned_by uuid,
  assigned_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT user_organization_roles_pkey PRIMARY KEY (id),
  CONSTRAINT user_organization_roles_user_id_organization_id_role_id_key UNIQUE (user_id, organization_id, role_id),
  CONSTRAINT user_organization_roles_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users (id) ON DELETE CASCADE,
  CONSTRAINT user_organization_roles_organization_id_fkey FOREIGN KEY (organization_id)
    REFERENCES enterprise.organizations (id) ON DELETE CASCADE,
  CONSTRAINT user_organization_roles_role_id_fkey FOREIGN KEY (role_id, organization_id)
    REFERENCES enterprise.organization_roles (id, organization_id) ON DELETE CASCADE,
  CONSTRAINT user_organization_roles_assigned_by_fkey FOREIGN KEY (assigned_by)
    REFERENCES auth.users (id) ON DELETE SET NULL
);
ALTER TABLE enterprise.user_organization_roles OWNER TO platform_owner;

CREATE INDEX idx_teams_org ON enterprise.teams (organization_id);
CREATE INDEX idx_teams_parent ON enterprise.teams (parent_team_id, organization_id);
CREATE INDEX idx_team_members_team ON enterprise.team_members (team_id);
CREATE INDEX idx_team_members_user ON enterprise.team_members (user_id);
CREATE INDEX idx_api_keys_org ON enterprise.organization_api_keys (organization_id);
CREATE INDEX idx_api_keys_created_by ON enterprise.organization_api_keys (created_by);
CREATE UNIQUE INDEX organization_api_keys_one_default
  ON enterprise.organization_api_keys (organization_id, provider) WHERE is_default;
CREATE INDEX idx_user_org_roles_user ON enterprise.user_organization_roles (user_id);
CREATE INDEX idx_user_org_roles_org ON enterprise.user_organization_roles (organization_id);
CREATE INDEX idx_user_org_roles_role ON enterprise.user_organization_roles (role_id, organization_id);
CREATE INDEX idx_user_org_roles_assigned_by ON enterprise.user_organization_roles (assigned_by);

-- Whose organisation the backfill makes: its revert takes exactly those back.
CREATE TABLE golive_undo.enterprise_missing_profiles (user_id uuid NOT NULL PRIMARY KEY, organization_id uuid NOT NULL);
CREATE TABLE golive_undo.enterprise_linked_profiles (
  user_id uuid NOT NULL PRIMARY KEY,
  organization_id uuid NOT NULL,
  made boolean NOT NULL
);

-- What people have made since, and no second migration would make again: a line per row, with its organisation.
CREATE VIEW golive_undo.enterprise_made_since AS
SELECT o.id AS organization_id FROM enterprise.organizations o
WHERE o.updated_at <> o.created_at OR NOT EXISTS (
  SELECT FROM enterprise.user_organization_roles m WHERE m.organization_id = o.id AND m.assigned_by = m.user_id)
UNION ALL
SELECT t.organization_id FROM enterprise.teams t
UNION ALL
SELECT t.organization_id FROM enterprise.team_members tm JOIN enterprise.teams t ON t.id = tm.team_id
UNION ALL
SELECT k.organization_id FROM enterprise.organization_api_keys k
WHERE NOT EXISTS (SELECT FROM public.user_api_keys u WHERE u.id = k.id)
UNION ALL
SELECT r.organization_id FROM enterprise.organization_roles r WHERE NOT r.is_default
UNION ALL
SELECT m.organization_id FROM enterprise.user_organization_roles m JOIN enterprise.organization_roles r ON r.id = m.role_id
WHERE m.assigned_by IS DISTINCT FROM m.user_id AND NOT (r.is_default AND r.name = 'Member');
