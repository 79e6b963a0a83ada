-- Functions and procedures, with the live schema's types in their signatures: CREATE OR REPLACE with others would make others.
-- parameters: $1 OIDs of routines as an array's text, $2 live schema
-- columns: oid, allowed, definition, types
SELECT p.oid, pg_catalog.pg_get_functiondef(p.oid) AS definition,
       ARRAY(SELECT DISTINCT COALESCE(e.oid, t.oid)::text
               FROM pg_catalog.pg_type t
               JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
               LEFT JOIN pg_catalog.pg_type e ON e.typarray = t.oid
              WHERE n.nspname = $2
                AND (t.oid = p.prorettype OR t.oid = ANY (p.proargtypes) OR t.oid = ANY (p.proallargtypes))
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                 WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = COALESCE(e.oid, t.oid) AND d.deptype = 'e')) AS types,
       pg_catalog.pg_has_role(p.proowner, 'USAGE') AND pg_catalog.has_schema_privilege(p.pronamespace, 'CREATE') AS allowed
  FROM pg_catalog.pg_proc p
 WHERE p.oid = ANY ($1::oid[]) AND p.prokind <> 'a'
 ORDER BY p.oid
