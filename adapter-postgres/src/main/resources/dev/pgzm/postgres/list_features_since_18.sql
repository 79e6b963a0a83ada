-- Features new in PostgreSQL 18 that a schema uses. Runs on 18 and later.
-- parameters: $1 schema
-- columns: feature, example
SELECT 'virtual generated column' AS feature, min(c.relname || '.' || a.attname) AS example
  FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND a.attgenerated = 'v' HAVING count(*) > 0
UNION ALL
SELECT 'constraint NOT ENFORCED', min(k.conname::text)
  FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace
 WHERE n.nspname = $1 AND NOT k.conenforced HAVING count(*) > 0
UNION ALL
SELECT 'key WITHOUT OVERLAPS', min(k.conname::text)
  FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace
 WHERE n.nspname = $1 AND k.conperiod HAVING count(*) > 0
