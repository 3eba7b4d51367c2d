DELETE FROM {table} WHERE hash = {checksum} AND created_at = {version}::bigint;
