CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('calm', 'busy');
CREATE TABLE app.orgs (id serial PRIMARY KEY, slug text UNIQUE, name text NOT NULL, head_id integer);
CREATE TABLE app.layouts (id serial PRIMARY KEY, org_id integer REFERENCES app.orgs (id), name text UNIQUE);
CREATE TABLE app.people (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, org_id integer REFERENCES app.orgs (id), email text NOT NULL,
    boss_id integer REFERENCES app.people (id), layout_id integer REFERENCES app.layouts (id),
    mood app.mood, shout text GENERATED ALWAYS AS (upper(email)) STORED, seen_at timestamptz, UNIQUE (org_id, email), UNIQUE (org_id, id));
ALTER TABLE app.orgs ADD FOREIGN KEY (head_id) REFERENCES app.people (id);
CREATE TABLE app.folders (id bigserial PRIMARY KEY, org_id integer NOT NULL REFERENCES app.orgs (id), parent_id bigint REFERENCES app.folders (id), "Name" text);
CREATE TABLE app.goals (id serial PRIMARY KEY, org_id integer NOT NULL REFERENCES app.orgs (id), title text);
CREATE TABLE app.connections (id smallserial PRIMARY KEY, org_id integer NOT NULL REFERENCES app.orgs (id), secret text, lent_to integer REFERENCES app.orgs (id));
CREATE TABLE app.flows (
    id serial PRIMARY KEY, org_id integer NOT NULL REFERENCES app.orgs (id), owner_id integer NOT NULL, goal_id integer REFERENCES app.goals (id),
    folder_id bigint, steps jsonb NOT NULL DEFAULT '[]', watchers integer[], made timestamptz NOT NULL DEFAULT '2025-01-02 03:04:05.678901+00',
    FOREIGN KEY (org_id, owner_id) REFERENCES app.people (org_id, id));
CREATE TABLE app.runs (id uuid PRIMARY KEY, flow_id integer NOT NULL REFERENCES app.flows (id), log jsonb);
CREATE TABLE app.timers (id serial PRIMARY KEY, org_id integer NOT NULL REFERENCES app.orgs (id), flow_id integer REFERENCES app.flows (id), active boolean NOT NULL);
CREATE TABLE app.events (id integer, org_id integer NOT NULL REFERENCES app.orgs (id), day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE app.events_2024 PARTITION OF app.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE app.events_2025 PARTITION OF app.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE app.audit (id serial PRIMARY KEY, what text);
