SELECT pg_catalog.set_config('application_name', {name}, false);
