-- A repository that its organization has deleted since was handed over all the same: the record says so.
SELECT format('repository %s of a user is a repository of the organization', r.id) AS claim
FROM metadata.local_repositories r
WHERE NOT EXISTS (SELECT FROM golive_undo.enterprise_repositories u WHERE u.repository_id = r.id)
ORDER BY 1;
