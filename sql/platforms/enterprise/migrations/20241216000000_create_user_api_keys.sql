create table public.user_api_keys (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  provider text not null,
  key_name text not null,
  encrypted_key text not null,
  encryption_iv text,
  encryption_auth_tag text,
  is_default boolean default false,
  created_at timestamptz default now()
);

create index user_api_keys_user on public.user_api_keys (user_id);

alter table public.user_api_keys enable row level security;

create policy "Users manage their own keys." on public.user_api_keys
for all to authenticated using (auth.uid() = user_id);
