-- E17 [items] a repository that was handed over is gone on the day itself
-- names: share of repositories that were handed over and are there
SET session_replication_role = replica;
DELETE FROM metadata.repositories WHERE id = (SELECT min(repository_id::text)::uuid FROM golive_undo.enterprise_repositories);
RESET session_replication_role;
