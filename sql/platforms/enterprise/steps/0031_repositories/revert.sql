DELETE FROM metadata.repositories r USING golive_undo.enterprise_repositories u WHERE r.id = u.repository_id;
DROP TABLE golive_undo.enterprise_repositories;
