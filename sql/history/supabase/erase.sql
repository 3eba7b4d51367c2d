DELETE FROM {table} WHERE version = {version};
