-- Functions and procedures, if no type of the live schema is in their signature: CREATE OR REPLACE would make others.
-- parameters: $1 OIDs of routines as an array's text, $2 live schema
-- columns: oid, allowed, definition
SELECT p.oid, pg_catalog.pg_get_functiondef(p.oid) AS definition,
       pg_catalog.pg_has_role(p.proowner, 'USAGE') AND pg_catalog.has_schema_privilege(p.pronamespace, 'CREATE') AS allowed
  FROM pg_catalog.pg_proc p
 WHERE p.oid = ANY ($1::oid[]) AND p.prokind <> 'a'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_type t
                     JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
                    WHERE n.nspname = $2
                      AND (t.oid = p.prorettype OR t.oid = ANY (p.proargtypes) OR t.oid = ANY (p.proallargtypes))
                      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                       WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'))
 ORDER BY p.oid
