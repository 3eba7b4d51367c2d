-- Tickets of tenants, and everything that stands in the way of a column's type or of a view's query.
CREATE SCHEMA desk AUTHORIZATION desk_owner;
GRANT USAGE ON SCHEMA desk TO desk_app, desk_read;
CREATE TYPE desk.channel AS ENUM ('mail', 'phone');
CREATE TABLE desk.tenants (id bigint PRIMARY KEY, plan text NOT NULL);
CREATE TABLE desk.tickets (
  id bigint PRIMARY KEY, tenant bigint NOT NULL REFERENCES desk.tenants, status text NOT NULL DEFAULT 'open',
  title text NOT NULL, note text, came desk.channel NOT NULL DEFAULT 'mail',
  label text GENERATED ALWAYS AS (upper(status) || ': ' || title) STORED,
  CONSTRAINT tickets_status CHECK (status <> ''), CONSTRAINT tickets_label UNIQUE (tenant, label));
CREATE TABLE desk.replies (id bigint PRIMARY KEY, ticket bigint NOT NULL REFERENCES desk.tickets, body text);
CREATE TABLE desk.moves (tenant bigint NOT NULL, status text NOT NULL, at date NOT NULL) PARTITION BY LIST (status);
CREATE TABLE desk.moves_open PARTITION OF desk.moves FOR VALUES IN ('open');
CREATE INDEX tickets_open ON desk.tickets (tenant) WHERE status = 'open';
CREATE INDEX tickets_by_label ON desk.tickets (lower(label));
CREATE STATISTICS desk.tickets_related ON tenant, label FROM desk.tickets;
CREATE FUNCTION desk.tenant() RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog
  AS $$ SELECT nullif(current_setting('desk.tenant', true), '')::bigint $$;
CREATE FUNCTION desk.waiting() RETURNS bigint LANGUAGE sql STABLE
  BEGIN ATOMIC SELECT count(*) FROM desk.tickets WHERE status = 'waiting'; END;
CREATE FUNCTION desk.seen() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tickets_closed BEFORE UPDATE OF status ON desk.tickets FOR EACH ROW
  WHEN (NEW.status = 'closed') EXECUTE FUNCTION desk.seen();
ALTER TABLE desk.tickets ENABLE ALWAYS TRIGGER tickets_closed;
CREATE VIEW desk.current WITH (security_invoker = true) AS
  SELECT id, tenant, status, title FROM desk.tickets WHERE status <> 'closed';
CREATE VIEW desk.counted AS SELECT tenant, status, count(*) AS n, desk.waiting() AS waiting FROM desk.current GROUP BY 1, 2;
CREATE VIEW desk.labelled AS SELECT id, label FROM desk.tickets;
CREATE MATERIALIZED VIEW desk.figures AS SELECT tenant, sum(n) AS n FROM desk.counted GROUP BY 1;
CREATE UNIQUE INDEX figures_key ON desk.figures (tenant);
CREATE FUNCTION desk.busy() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT max(n) FROM desk.counted; END;
CREATE VIEW desk.top AS SELECT tenant FROM desk.figures ORDER BY n DESC LIMIT 1;
CREATE VIEW desk.noted AS SELECT id, status, note FROM desk.tickets;
CREATE VIEW desk.by_mail AS SELECT id FROM desk.tickets WHERE came = 'mail';
CREATE VIEW desk.paying AS SELECT id, plan FROM desk.tenants WHERE plan <> 'free';
CREATE FUNCTION desk.payers() RETURNS SETOF desk.paying LANGUAGE sql STABLE AS 'SELECT * FROM desk.paying';
CREATE TRIGGER current_write INSTEAD OF UPDATE ON desk.current FOR EACH ROW EXECUTE FUNCTION desk.seen();
CREATE RULE replies_kept AS ON DELETE TO desk.replies
  WHERE EXISTS (SELECT FROM desk.tickets AS t WHERE t.id = OLD.ticket AND t.status = 'open') DO INSTEAD NOTHING;
CREATE PUBLICATION desk_changes FOR TABLE desk.tickets WHERE (status <> 'closed'), desk.tenants WITH (publish = 'insert');
ALTER TABLE desk.tickets REPLICA IDENTITY FULL;
ALTER TABLE desk.tickets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE desk.replies ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE desk.moves ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE desk.moves_open ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON desk.tickets TO desk_app USING (tenant = desk.tenant()) WITH CHECK (tenant = desk.tenant());
CREATE POLICY closed_stays ON desk.tickets AS RESTRICTIVE FOR UPDATE TO desk_app USING (status <> 'closed');
CREATE POLICY of_open ON desk.replies TO desk_app
  USING (EXISTS (SELECT FROM desk.tickets AS t WHERE t.id = ticket AND t.status = 'open' AND t.tenant = desk.tenant()));
CREATE POLICY of_current ON desk.replies FOR SELECT TO desk_read USING (ticket IN (SELECT id FROM desk.current));
CREATE POLICY own ON desk.moves TO desk_app USING (tenant = desk.tenant());
CREATE POLICY own ON desk.moves_open TO desk_app USING (tenant = desk.tenant());
GRANT SELECT, INSERT, UPDATE ON desk.tickets, desk.replies TO desk_app;
GRANT SELECT (id, label) ON desk.tickets TO desk_read;
GRANT SELECT ON desk.current, desk.counted TO desk_app, desk_read;
GRANT UPDATE (status) ON desk.current TO desk_read;
GRANT SELECT ON desk.figures TO desk_read WITH GRANT OPTION;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA desk FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA desk TO desk_app, desk_read;
COMMENT ON VIEW desk.current IS 'what is not closed';
COMMENT ON COLUMN desk.current.status IS 'as people see it';
COMMENT ON MATERIALIZED VIEW desk.figures IS 'by night';
COMMENT ON POLICY closed_stays ON desk.tickets IS 'nobody reopens';
COMMENT ON TRIGGER tickets_closed ON desk.tickets IS 'once';
COMMENT ON COLUMN desk.tickets.label IS 'as printed';
COMMENT ON INDEX desk.tickets_by_label IS 'for the search';
COMMENT ON CONSTRAINT tickets_label ON desk.tickets IS 'no two alike';
COMMENT ON FUNCTION desk.waiting() IS 'for the wall';
COMMENT ON RULE replies_kept ON desk.replies IS 'of open tickets';
INSERT INTO desk.tenants VALUES (1, 'paid'), (2, 'free');
INSERT INTO desk.tickets (id, tenant, status, title)
  SELECT n, 1 + n % 2, (ARRAY['open', 'waiting', 'closed'])[1 + n % 3], 'ticket ' || n FROM generate_series(1, 9) AS n;
INSERT INTO desk.replies SELECT n, n, 'yes' FROM generate_series(1, 9) AS n;
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT c.oid::regclass AS name, c.relkind FROM pg_class AS c
      WHERE c.relnamespace = 'desk'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') LOOP
    EXECUTE format('ALTER %s %s OWNER TO desk_owner',
      CASE one.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, one.name);
  END LOOP;
END $$;
REFRESH MATERIALIZED VIEW desk.figures;
