-- Objects outside any schema that a schema's objects need, in words.
-- parameters: $1 schema
-- columns: object
SELECT 'access method ' || a.amname AS object
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_am a ON a.oid = c.relam
 WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1)
UNION
SELECT 'access method ' || a.amname
  FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_am a ON a.oid = o.opcmethod
 WHERE o.opcnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1)
UNION
SELECT 'foreign server ' || s.srvname
  FROM pg_catalog.pg_foreign_table f
  JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
 WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1)
UNION
SELECT 'tablespace ' || t.spcname
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_tablespace t ON t.oid = c.reltablespace
 WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1)
UNION
SELECT 'language ' || l.lanname
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
 WHERE p.pronamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_language'::regclass AND d.objid = l.oid AND d.deptype = 'e')
EXCEPT
SELECT 'access method ' || a.amname
  FROM pg_catalog.pg_am a JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_am'::regclass AND d.objid = a.oid AND d.deptype = 'e'
