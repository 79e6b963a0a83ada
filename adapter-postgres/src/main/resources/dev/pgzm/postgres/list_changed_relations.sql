-- Tables whose storage the transaction's snapshot does not know: rewritten or truncated between snapshot and lock.
-- pg_relation_filenode() reads the newest catalog, pg_class the snapshot's.
-- parameters: $1 schema
-- columns: relname
SELECT c.relname
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relkind = 'r' AND pg_catalog.pg_relation_filenode(c.oid) IS DISTINCT FROM c.relfilenode
