-- Features new in PostgreSQL 15 that a schema uses. Runs on 15 and later.
-- parameters: $1 schema
-- columns: feature, example
SELECT 'UNIQUE NULLS NOT DISTINCT' AS feature, min(c.relname::text) AS example
  FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND i.indnullsnotdistinct HAVING count(*) > 0
UNION ALL
SELECT 'view option security_invoker', min(c.relname::text)
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relkind = 'v' AND c.reloptions::text LIKE '%security_invoker%' HAVING count(*) > 0
UNION ALL
SELECT 'ON DELETE SET NULL (columns)', min(k.conname::text)
  FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace
 WHERE n.nspname = $1 AND k.confdelsetcols IS NOT NULL HAVING count(*) > 0
