-- "Migration 2: Add Organization ID to Existing Tables" of the migration strategy, as printed there.

-- File: 20250121000000_add_organization_to_existing.sql

BEGIN;

-- Add organization_id to profiles
ALTER TABLE public.profiles 
ADD COLUMN organization_id UUID REFERENCES enterprise.organizations(id);

-- Add organization_id to GitHub installations
ALTER TABLE github_module.github_app_installations
ADD COLUMN organization_id UUID REFERENCES enterprise.organizations(id);

-- Create metadata schema
CREATE SCHEMA IF NOT EXISTS metadata;

-- Create repositories table in metadata schema
CREATE TABLE metadata.repositories (
  id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
  organization_id UUID REFERENCES enterprise.organizations(id) ON DELETE CASCADE,
  connector_id UUID,
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT DEFAULT 'git_repo',
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);

-- Add indexes
CREATE INDEX idx_profiles_org ON public.profiles(organization_id);
CREATE INDEX idx_github_installations_org ON github_module.github_app_installations(organization_id);
CREATE INDEX idx_metadata_repos_org ON metadata.repositories(organization_id);

COMMIT;
