-- How far a standby has followed, and when the last change that it made was made.
SELECT pg_catalog.pg_last_wal_replay_lsn()::text,
       COALESCE('last change of ' || pg_catalog.to_char(pg_catalog.pg_last_xact_replay_timestamp(), 'YYYY-MM-DD HH24:MI:SS.MS TZ'),
                'no change since it began')
