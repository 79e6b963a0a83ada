-- Tablespaces other than the database's own that a schema's relations stand in.
-- parameters: $1 schema
-- columns: spcname
SELECT DISTINCT s.spcname
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
 WHERE n.nspname = $1
