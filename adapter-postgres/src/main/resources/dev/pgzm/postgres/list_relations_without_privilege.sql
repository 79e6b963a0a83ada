-- Relations of a schema on which the connected role has none of some privileges.
-- parameters: $1 schema, $2 relkinds as one string, $3 privileges as has_table_privilege takes them
-- columns: relname
SELECT c.relname
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND pg_catalog.strpos($2, c.relkind::text) > 0
   AND NOT pg_catalog.has_table_privilege(c.oid, $3)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
 ORDER BY 1
