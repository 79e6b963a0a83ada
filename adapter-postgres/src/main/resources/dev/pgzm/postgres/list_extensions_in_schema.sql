-- The extensions that live in a schema.
-- parameters: $1 schema
-- columns: extname
SELECT e.extname
  FROM pg_catalog.pg_extension e
  JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
 WHERE n.nspname = $1
 ORDER BY e.extname
