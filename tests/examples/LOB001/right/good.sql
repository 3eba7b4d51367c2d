CREATE ROLE reader NOLOGIN;
CREATE ROLE "odd % clerk" NOLOGIN;
SELECT lo_from_bytea(4243, 'a contract'::bytea), lo_from_bytea(4244, 'another'::bytea);
GRANT SELECT ON LARGE OBJECT 4243, 4244 TO "odd % clerk";
