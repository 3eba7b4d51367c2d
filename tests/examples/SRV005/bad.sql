SELECT pg_create_physical_replication_slot('old_standby', true);
