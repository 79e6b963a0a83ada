-- The tables of the live schema, in the one order in which they are always locked, and whether somebody holds more than a
-- reader's lock on them now.
-- parameters: $1 schema
-- columns: relname, in_use
SELECT c.relname,
       c.oid IN (SELECT l.relation
                   FROM pg_catalog.pg_locks l
                   JOIN pg_catalog.pg_database d ON d.oid = l.database
                  WHERE l.locktype = 'relation' AND l.mode <> 'AccessShareLock'
                    AND d.datname = pg_catalog.current_database()) AS in_use
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
 ORDER BY c.oid
