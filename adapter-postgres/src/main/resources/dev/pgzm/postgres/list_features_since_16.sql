-- Features new in PostgreSQL 16 that a schema uses. Runs on 16 and later.
-- parameters: $1 schema
-- columns: feature, example
SELECT 'collation with RULES' AS feature, min(l.collname::text) AS example
  FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
 WHERE n.nspname = $1 AND l.collicurules IS NOT NULL HAVING count(*) > 0
