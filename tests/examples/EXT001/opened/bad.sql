-- It connects as whoever the server trusts; the extension keeps it from everybody.
GRANT EXECUTE ON FUNCTION public.dblink_connect_u(text) TO app;
