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
UNION ALL
SELECT 'foreign key of a partitioned table NOT VALID', min(k.conname::text)
  FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relkind = 'p' AND k.contype = 'f' AND NOT k.convalidated AND k.conenforced HAVING count(*) > 0
UNION ALL
SELECT 'NOT NULL that is NOT VALID, NO INHERIT, or a child''s own', min(k.conname::text)
  FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
 WHERE n.nspname = $1 AND k.contype = 'n'
   AND (NOT k.convalidated OR k.connoinherit OR k.conislocal AND NOT a.attislocal AND NOT c.relispartition) HAVING count(*) > 0
UNION ALL
SELECT 'collation of locale PG_UNICODE_FAST', min(l.collname::text)
  FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
 WHERE n.nspname = $1 AND l.colllocale = 'PG_UNICODE_FAST' HAVING count(*) > 0
