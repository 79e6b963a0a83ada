-- Relations of a schema that hold no rows of their own to copy: sequences, partitioned tables, filled materialized views.
-- parameters: $1 schema
-- columns: oid, relname, relkind
SELECT c.oid, c.relname, c.relkind::text
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND (c.relkind IN ('S', 'p') OR c.relkind = 'm' AND c.relispopulated)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
 ORDER BY c.oid
