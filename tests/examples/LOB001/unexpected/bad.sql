SELECT lo_from_bytea(4242, 'a contract'::bytea);
GRANT SELECT ON LARGE OBJECT 4242 TO PUBLIC;
