INSERT INTO {table} (
  installed_rank, version, description, type, script, checksum, installed_by, execution_time, success
)
SELECT coalesce(max(installed_rank), 0) + 1, {version}, {description}, 'SQL', {script}, {checksum}::integer,
       current_user, 0, true
FROM {table};
