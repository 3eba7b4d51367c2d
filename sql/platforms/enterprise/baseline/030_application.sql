-- The architecture of individual users: profiles, GitHub installations, local metadata, keys.
-- It is what the four files of migrations/ leave behind, with the grants of a Supabase project.
GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE platform_owner IN SCHEMA public
  GRANT ALL ON TABLES TO anon, authenticated, service_role;

CREATE TABLE public.profiles (
  id uuid PRIMARY KEY REFERENCES auth.users (id) ON DELETE CASCADE,
  email text,
  created_at timestamptz DEFAULT now()
);
ALTER TABLE public.profiles OWNER TO platform_owner;
ALTER TABLE public.profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Public profiles are viewable by everyone." ON public.profiles FOR SELECT USING (true);
CREATE POLICY "Users can insert their own profile." ON public.profiles FOR INSERT WITH CHECK (auth.uid() = id);
CREATE POLICY "Users can update own profile." ON public.profiles FOR UPDATE USING (auth.uid() = id);
GRANT ALL ON public.profiles TO anon, authenticated, service_role;

CREATE FUNCTION public.create_profile_for_new_user() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
begin
  insert into public.profiles (id, email) values (new.id, new.email);
  return new;
end
$$;
ALTER FUNCTION public.create_profile_for_new_user() OWNER TO platform_owner;

CREATE SCHEMA github_module AUTHORIZATION platform_owner;
GRANT USAGE ON SCHEMA github_module TO anon, authenticated, service_role;
CREATE TABLE github_module.github_app_installations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid REFERENCES auth.users (id),
  installation_id bigint
);
ALTER TABLE github_module.github_app_installations OWNER TO platform_owner;
ALTER TABLE github_module.github_app_installations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users manage their own installations." ON github_module.github_app_installations
  FOR ALL USING (auth.uid() = user_id);
GRANT ALL ON github_module.github_app_installations TO anon, authenticated, service_role;

CREATE SCHEMA metadata AUTHORIZATION platform_owner;
GRANT USAGE ON SCHEMA metadata TO authenticated, service_role;
CREATE TABLE metadata.local_repositories (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE,
  path text NOT NULL,
  name text NOT NULL,
  type text DEFAULT 'git_repo',
  created_at timestamptz DEFAULT now(),
  UNIQUE (user_id, path)
);
ALTER TABLE metadata.local_repositories OWNER TO platform_owner;
CREATE TABLE metadata.local_objects (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  repository_id uuid NOT NULL REFERENCES metadata.local_repositories (id) ON DELETE CASCADE,
  name text NOT NULL,
  object_type text NOT NULL,
  definition text,
  created_at timestamptz DEFAULT now()
);
ALTER TABLE metadata.local_objects OWNER TO platform_owner;
CREATE INDEX local_objects_repository ON metadata.local_objects (repository_id);
ALTER TABLE metadata.local_repositories ENABLE ROW LEVEL SECURITY;
ALTER TABLE metadata.local_objects ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users manage their own repositories." ON metadata.local_repositories
  FOR ALL TO authenticated USING (auth.uid() = user_id);
CREATE POLICY "Users manage objects of their own repositories." ON metadata.local_objects
  FOR ALL TO authenticated
  USING (repository_id IN (SELECT r.id FROM metadata.local_repositories r WHERE r.user_id = auth.uid()));
GRANT SELECT, INSERT, UPDATE, DELETE ON metadata.local_repositories, metadata.local_objects
  TO authenticated, service_role;

CREATE TABLE public.user_api_keys (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE,
  provider text NOT NULL,
  key_name text NOT NULL,
  encrypted_key text NOT NULL,
  encryption_iv text,
  encryption_auth_tag text,
  is_default boolean DEFAULT false,
  created_at timestamptz DEFAULT now()
);
ALTER TABLE public.user_api_keys OWNER TO platform_owner;
CREATE INDEX user_api_keys_user ON public.user_api_keys (user_id);
ALTER TABLE public.user_api_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users manage their own keys." ON public.user_api_keys
  FOR ALL TO authenticated USING (auth.uid() = user_id);
GRANT ALL ON public.user_api_keys TO anon, authenticated, service_role;
