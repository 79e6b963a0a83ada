-- Objects outside any schema that tables, operator classes and functions can need, in words.
-- parameters: none
-- columns: object
SELECT 'access method ' || amname AS object FROM pg_catalog.pg_am
UNION ALL
SELECT 'foreign server ' || srvname FROM pg_catalog.pg_foreign_server
UNION ALL
SELECT 'language ' || lanname FROM pg_catalog.pg_language
UNION ALL
SELECT 'tablespace ' || spcname FROM pg_catalog.pg_tablespace
