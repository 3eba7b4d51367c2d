-- A key that its organization has deleted since was handed over all the same: the record says so.
SELECT format('key %s of a user is a key of the organization', k.id) AS claim
FROM public.user_api_keys k
WHERE NOT EXISTS (SELECT FROM golive_undo.enterprise_api_keys u WHERE u.key_id = k.id)
ORDER BY 1;
