-- Databases that restores fill, of runs of which no session is left anywhere.
SELECT d.datname
FROM pg_catalog.pg_database AS d
WHERE d.datname ~ ('^' || {prefix} || '_[0-9a-f]{{12}}_')
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_stat_activity AS a
    WHERE pg_catalog.starts_with(
      a.application_name,
      'golive ' || pg_catalog.substr(d.datname, pg_catalog.length({prefix}) + 2, 12) || ' '
    )
  )
ORDER BY d.datname;
