-- The B-trees of a schema that amcheck can compare with their tables. None where the connected role may not use it.
-- parameters: $1 schema
-- columns: relname
SELECT c.relname
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
  JOIN pg_catalog.pg_am a ON a.oid = c.relam
 WHERE n.nspname = $1 AND c.relkind = 'i' AND a.amname = 'btree' AND i.indisvalid
   AND EXISTS (SELECT FROM pg_catalog.pg_proc p
                 JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
                 JOIN pg_catalog.pg_extension x ON x.oid = d.refobjid AND d.refclassid = 'pg_catalog.pg_extension'::regclass
                WHERE x.extname = 'amcheck' AND p.proname = 'bt_index_check' AND pg_catalog.has_function_privilege(p.oid, 'EXECUTE')
                  AND pg_catalog.has_schema_privilege(p.pronamespace, 'USAGE'))
 ORDER BY c.relpages DESC, c.relname
