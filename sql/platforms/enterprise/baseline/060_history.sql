-- What the Supabase CLI has recorded so far: one row per file of migrations/.
CREATE SCHEMA supabase_migrations;
CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text);
INSERT INTO supabase_migrations.schema_migrations (version, name, statements) VALUES
('20241104000000', 'create_profiles', ARRAY[
$sql$create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  email text,
  created_at timestamptz default now()
)$sql$,
$sql$alter table public.profiles enable row level security$sql$,
$sql$create policy "Public profiles are viewable by everyone." on public.profiles for select using (true)$sql$,
$sql$create policy "Users can insert their own profile." on public.profiles for insert with check (auth.uid() = id)$sql$,
$sql$create policy "Users can update own profile." on public.profiles for update using (auth.uid() = id)$sql$,
$sql$create function public.create_profile_for_new_user() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.profiles (id, email) values (new.id, new.email);
  return new;
end
$$$sql$,
$sql$create trigger on_auth_user_created after insert on auth.users
for each row execute function public.create_profile_for_new_user()$sql$
]);
INSERT INTO supabase_migrations.schema_migrations (version, name, statements) VALUES
('20241118000000', 'create_github_module', ARRAY[
$sql$create schema github_module$sql$,
$sql$grant usage on schema github_module to anon, authenticated, service_role$sql$,
$sql$create table github_module.github_app_installations (
  id uuid primary key default gen_random_uuid(),
  user_id uuid references auth.users (id),
  installation_id bigint
)$sql$,
$sql$alter table github_module.github_app_installations enable row level security$sql$,
$sql$create policy "Users manage their own installations." on github_module.github_app_installations
for all using (auth.uid() = user_id)$sql$,
$sql$grant all on github_module.github_app_installations to anon, authenticated, service_role$sql$
]);
INSERT INTO supabase_migrations.schema_migrations (version, name, statements) VALUES
('20241209000000', 'create_metadata', ARRAY[
$sql$create schema metadata$sql$,
$sql$grant usage on schema metadata to authenticated, service_role$sql$,
$sql$create table metadata.local_repositories (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  path text not null,
  name text not null,
  type text default 'git_repo',
  created_at timestamptz default now(),
  unique (user_id, path)
)$sql$,
$sql$create table metadata.local_objects (
  id uuid primary key default gen_random_uuid(),
  repository_id uuid not null references metadata.local_repositories (id) on delete cascade,
  name text not null,
  object_type text not null,
  definition text,
  created_at timestamptz default now()
)$sql$,
$sql$create index local_objects_repository on metadata.local_objects (repository_id)$sql$,
$sql$alter table metadata.local_repositories enable row level security$sql$,
$sql$alter table metadata.local_objects enable row level security$sql$,
$sql$create policy "Users manage their own repositories." on metadata.local_repositories
for all to authenticated using (auth.uid() = user_id)$sql$,
$sql$create policy "Users manage objects of their own repositories." on metadata.local_objects
for all to authenticated using (
  repository_id in (select r.id from metadata.local_repositories r where r.user_id = auth.uid())
)$sql$,
$sql$grant select, insert, update, delete on metadata.local_repositories, metadata.local_objects
to authenticated, service_role$sql$
]);
INSERT INTO supabase_migrations.schema_migrations (version, name, statements) VALUES
('20241216000000', 'create_user_api_keys', ARRAY[
$sql$create table public.user_api_keys (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  provider text not null,
  key_name text not null,
  encrypted_key text not null,
  encryption_iv text,
  encryption_auth_tag text,
  is_default boolean default false,
  created_at timestamptz default now()
)$sql$,
$sql$create index user_api_keys_user on public.user_api_keys (user_id)$sql$,
$sql$alter table public.user_api_keys enable row level security$sql$,
$sql$create policy "Users manage their own keys." on public.user_api_keys
for all to authenticated using (auth.uid() = user_id)$sql$
]);
