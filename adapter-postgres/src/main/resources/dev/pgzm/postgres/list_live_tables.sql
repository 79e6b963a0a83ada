-- The tables of a schema that hold rows, without the extensions', largest first.
-- parameters: $1 schema
-- columns: relname, bytes, rows
SELECT c.relname, COALESCE(pg_catalog.pg_table_size(c.oid), 0) AS bytes, greatest(c.reltuples, 0)::bigint AS rows
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relkind = 'r'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
 ORDER BY 2 DESC, 1
