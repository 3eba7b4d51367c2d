create schema github_module;

grant usage on schema github_module to anon, authenticated, service_role;

create table github_module.github_app_installations (
  id uuid primary key default gen_random_uuid(),
  user_id uuid references auth.users (id),
  installation_id bigint
);

alter table github_module.github_app_installations enable row level security;

create policy "Users manage their own installations." on github_module.github_app_installations
for all using (auth.uid() = user_id);

grant all on github_module.github_app_installations to anon, authenticated, service_role;
