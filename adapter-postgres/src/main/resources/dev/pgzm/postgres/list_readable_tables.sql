-- What holds rows in a schema, without the extensions' own, the largest first.
-- parameters: $1 schema
-- columns: relname
SELECT c.relname
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND (c.relkind = 'r' OR c.relkind = 'm' AND c.relispopulated)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
 ORDER BY c.relpages DESC, c.relname
