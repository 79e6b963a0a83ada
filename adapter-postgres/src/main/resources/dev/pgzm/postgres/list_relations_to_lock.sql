-- The tables of a schema that a transaction locks, in the one order in which they are always locked.
-- parameters: $1 schema, $2 relkinds as one string
-- columns: relname, oid
SELECT c.relname, c.oid
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND pg_catalog.strpos($2, c.relkind::text) > 0
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
 ORDER BY c.oid
