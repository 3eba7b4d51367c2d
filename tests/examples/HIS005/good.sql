CREATE TABLE public._prisma_migrations (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
    migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0
);
CREATE TABLE public.orders (id bigint PRIMARY KEY, note text);
INSERT INTO public._prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES
    ('1', '43784a1118935be741495a579909d5b405d1dba47336f40dbc08e7256374727f', '20250101000000_init',
     '2025-01-01 10:00Z', '2025-01-01 10:01Z', 1),
    ('2', '871d2b5ade493c6b651cce84892694b7f249e6d78fdad45029e53c4515505a9c', '20250201000000_notes',
     '2025-02-01 10:00Z', '2025-02-01 10:01Z', 1);
