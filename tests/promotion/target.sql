INSERT INTO app.orgs (id, slug, name) VALUES (1, 'first', 'First');
INSERT INTO app.layouts (id, org_id, name) VALUES (1, NULL, 'narrow'), (2, NULL, 'wide');
INSERT INTO app.people (org_id, email) SELECT 1, 'p' || n || '@first.test' FROM generate_series(1, 9) AS n;
INSERT INTO app.folders (org_id, "Name") VALUES (1, 'first');
INSERT INTO app.connections (org_id, secret) VALUES (1, 'first');
INSERT INTO app.flows (org_id, owner_id) VALUES (1, 1);
SELECT setval('app.orgs_id_seq', 1), setval('app.layouts_id_seq', 2);
