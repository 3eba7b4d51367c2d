ALTER ROLE app RESET statement_timeout;
ALTER ROLE app SET search_path = '$user', scratch, public;
