-- Partitions and children that stand in another schema than their parent, where one of the two schemas is the given one.
-- parameters: $1 schema
-- columns: relatives
SELECT pg_catalog.format('%I.%I of %I.%I', cn.nspname, c.relname, pn.nspname, p.relname) AS relatives
  FROM pg_catalog.pg_inherits i
  JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
  JOIN pg_catalog.pg_class p ON p.oid = i.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
 WHERE c.relnamespace <> p.relnamespace AND $1 IN (cn.nspname, pn.nspname) AND c.relkind IN ('r', 'p', 'f')
