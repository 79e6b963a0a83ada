-- Every tablespace.
-- parameters: none
-- columns: spcname
SELECT spcname FROM pg_catalog.pg_tablespace
