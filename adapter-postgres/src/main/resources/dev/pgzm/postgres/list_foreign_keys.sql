-- The foreign keys of a schema's tables, without those that partitions have from their parent.
-- parameters: $1 schema
-- columns: relname, conname
SELECT c.relname, k.conname
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND k.contype = 'f' AND k.conparentid = 0
 ORDER BY c.oid, k.conname
