-- A database to measure on: 1,000 tables of 15 columns with 2,000 indexes beside the primary keys, 1,000 foreign keys,
-- policies and triggers. Run it in an empty database.
CREATE SCHEMA wide;
CREATE FUNCTION wide.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.changed_at := now(); RETURN NEW; END';
CREATE FUNCTION wide.tenant() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT current_setting('app.tenant', true)::bigint $$;
DO $$
BEGIN
  FOR n IN 1..1000 LOOP
    EXECUTE format(
      'CREATE TABLE wide.t%1$s (id bigint PRIMARY KEY, tenant_id bigint NOT NULL, parent_id bigint%2$s, name text NOT NULL, '
      'code varchar(32) DEFAULT ''none'', amount numeric(14,4) NOT NULL DEFAULT 0, rate numeric(5,4), settings jsonb NOT NULL DEFAULT ''{}'', '
      'active boolean NOT NULL DEFAULT true, kind text CHECK (kind IN (''a'', ''b'')), note text, day date, created_at timestamptz NOT NULL DEFAULT now(), '
      'changed_at timestamptz NOT NULL DEFAULT now(), token uuid DEFAULT gen_random_uuid())',
      n, ' REFERENCES wide.t' || greatest(n - 1, 1) || ' (id)');
    EXECUTE format('CREATE INDEX ON wide.t%s (tenant_id, created_at)', n);
    EXECUTE format('CREATE INDEX ON wide.t%s (lower(name)) WHERE active', n);
    EXECUTE format('CREATE TRIGGER touch BEFORE UPDATE ON wide.t%s FOR EACH ROW EXECUTE FUNCTION wide.touch()', n);
    EXECUTE format('ALTER TABLE wide.t%s ENABLE ROW LEVEL SECURITY', n);
    EXECUTE format('CREATE POLICY isolation ON wide.t%s USING (tenant_id = wide.tenant()) WITH CHECK (tenant_id = wide.tenant())', n);
  END LOOP;
END $$;
ANALYZE;
