create schema metadata;

grant usage on schema metadata to authenticated, service_role;

create table metadata.local_repositories (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  path text not null,
  name text not null,
  type text default 'git_repo',
  created_at timestamptz default now(),
  unique (user_id, path)
);

create table metadata.local_objects (
  id uuid primary key default gen_random_uuid(),
  repository_id uuid not null references metadata.local_repositories (id) on delete cascade,
  name text not null,
  object_type text not null,
  definition text,
  created_at timestamptz default now()
);

create index local_objects_repository on metadata.local_objects (repository_id);

alter table metadata.local_repositories enable row level security;

alter table metadata.local_objects enable row level security;

create policy "Users manage their own repositories." on metadata.local_repositories
for all to authenticated using (auth.uid() = user_id);

create policy "Users manage objects of their own repositories." on metadata.local_objects
for all to authenticated using (
  repository_id in (select r.id from metadata.local_repositories r where r.user_id = auth.uid())
);

grant select, insert, update, delete on metadata.local_repositories, metadata.local_objects
to authenticated, service_role;
