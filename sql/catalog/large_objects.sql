-- Large objects by owner and rights: who may read them, not what they hold.
SELECT (pg_catalog.quote_ident(m.owner) || ': ' || pg_catalog.array_to_string(m.acl, ' ')) COLLATE "C" AS identity,
       m.owner,
       m.acl AS grants,
       pg_catalog.count(*) AS count
FROM (SELECT pg_catalog.pg_get_userbyid(l.lomowner)::text,
             coalesce(l.lomacl, pg_catalog.acldefault('L', l.lomowner))::text[]
      FROM pg_catalog.pg_largeobject_metadata AS l) AS m (owner, acl)
GROUP BY m.owner, m.acl
ORDER BY 1;
