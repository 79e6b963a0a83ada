-- The tables of the live schema, in the one order in which they are always locked, and whether somebody was seen to hold more
-- than a reader's lock on them: their OIDs stand in pgzm.in_use.
-- parameters: $1 schema
-- columns: relname, in_use
SELECT c.relname,
       c.oid = ANY (COALESCE(NULLIF(pg_catalog.current_setting('pgzm.in_use', true), ''), '{}')::oid[]) AS in_use
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
 ORDER BY c.oid
