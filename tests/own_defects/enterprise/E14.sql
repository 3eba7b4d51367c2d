-- E14 [references] a profile opens an organization that its user does not belong to
-- names: every profile stands in an organization of its user
SET session_replication_role = replica;
UPDATE public.profiles SET organization_id = (
    SELECT o.id FROM enterprise.organizations AS o
    WHERE o.id <> profiles.organization_id ORDER BY o.id LIMIT 1)
WHERE id = (SELECT p.id FROM public.profiles AS p ORDER BY p.id LIMIT 1);
RESET session_replication_role;
