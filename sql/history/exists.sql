SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace AS n WHERE n.nspname = {schema}) AS golive_schema,
       EXISTS (
         SELECT FROM pg_catalog.pg_class AS c
         JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
         WHERE n.nspname = {schema} AND c.relname = {name}
       ) AS golive_table;
