DELETE FROM {table} WHERE migration_name = {migration} AND checksum = {checksum} AND rolled_back_at IS NULL;
