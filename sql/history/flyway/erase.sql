DELETE FROM {table} WHERE version = {version} AND script = {script} AND success;
