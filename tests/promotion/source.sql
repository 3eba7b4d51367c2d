INSERT INTO app.orgs (id, slug, name) VALUES (7, 'alpine', 'Alpine'), (8, 'other', 'Other');
INSERT INTO app.layouts (id, org_id, name) VALUES (1, NULL, 'wide'), (2, NULL, 'narrow');
INSERT INTO app.people (id, org_id, email, boss_id, layout_id, mood) OVERRIDING SYSTEM VALUE
VALUES (12, 7, 'fitter@alpine.test', 11, 2, 'busy'), (11, 7, 'boss@alpine.test', NULL, 1, NULL), (13, 8, 'boss@other.test', NULL, NULL, 'calm');
UPDATE app.orgs SET head_id = 11 WHERE id = 7;
INSERT INTO app.folders (id, org_id, parent_id, "Name") VALUES (3, 7, NULL, 'root'), (2, 7, 3, 'leaf'), (4, 8, NULL, 'theirs');
INSERT INTO app.goals (id, org_id, title) VALUES (5, 7, 'a test');
INSERT INTO app.connections (id, org_id, secret) VALUES (21, 7, 'one'), (22, 7, 'two'), (23, 8, 'theirs');
INSERT INTO app.flows (id, org_id, owner_id, goal_id, folder_id, steps, watchers) VALUES
    (31, 7, 12, 5, 2, '[{"config": {"connectionId": 21, "children": [{"config": {"connectionId": 22, "personId": "12"}}]}}, {"connectionId": "{{trigger.id}}"}, {"connectionId": null}]', '{11,12,11}'),
    (32, 7, 11, NULL, NULL, '[]', NULL), (33, 8, 13, NULL, 4, '[{"connectionId": 23}]', '{13}');
INSERT INTO app.runs (id, flow_id, log) VALUES ('00000000-0000-0000-0000-000000000001', 31, '{"n": 1.00}'), ('00000000-0000-0000-0000-000000000002', 33, NULL);
INSERT INTO app.events (id, org_id, day) VALUES (1, 7, '2024-05-05'), (1, 7, '2025-05-05'), (2, 8, '2025-05-05');
INSERT INTO app.timers (id, org_id, flow_id, active) VALUES (41, 7, 31, false);
