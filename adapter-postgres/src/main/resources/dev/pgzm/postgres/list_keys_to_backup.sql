-- Foreign keys of tables elsewhere that point at tables of a backup.
-- parameters: $1 backup schema, $2 names of tables
-- columns: description
WITH RECURSIVE part AS (
    SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname = ANY ($2::text[]) AND c.relkind IN ('r', 'p')
    UNION
    SELECT i.inhrelid FROM part p JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid
)
SELECT pg_catalog.format('foreign key %I of table %s points at table %s', k.conname,
                         k.conrelid::pg_catalog.regclass, k.confrelid::pg_catalog.regclass) AS description
  FROM pg_catalog.pg_constraint k
  JOIN part p ON p.oid = k.confrelid
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE k.contype = 'f' AND k.conparentid = 0 AND n.nspname <> $1
 ORDER BY k.oid
