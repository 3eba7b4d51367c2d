-- P12 [environment] a role looks for its tables elsewhere first
-- names: propertyhub_app
-- UNDO (cluster-wide): ALTER ROLE propertyhub_app RESET search_path;
ALTER ROLE propertyhub_app SET search_path = 'propertyhub_app', 'public';
