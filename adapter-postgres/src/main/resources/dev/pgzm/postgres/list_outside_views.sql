-- Views, by the rules that make them views, with the live schema's types of their columns: CREATE OR REPLACE takes no others.
-- parameters: $1 OIDs of rules as an array's text, $2 live schema
-- columns: oid, allowed, nspname, relname, options, definition, types
SELECT w.oid, n.nspname, c.relname, COALESCE(c.reloptions, '{}') AS options, pg_catalog.pg_get_viewdef(c.oid) AS definition,
       ARRAY(SELECT DISTINCT COALESCE(e.oid, t.oid)::text
               FROM pg_catalog.pg_attribute a
               JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
               JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
               LEFT JOIN pg_catalog.pg_type e ON e.typarray = t.oid
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND tn.nspname = $2
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                 WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = COALESCE(e.oid, t.oid) AND d.deptype = 'e')) AS types,
       pg_catalog.pg_has_role(c.relowner, 'USAGE') AND pg_catalog.has_schema_privilege(n.oid, 'CREATE') AS allowed
  FROM pg_catalog.pg_rewrite w
  JOIN pg_catalog.pg_class c ON c.oid = w.ev_class
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE w.oid = ANY ($1::oid[]) AND w.rulename = '_RETURN' AND c.relkind = 'v'
 ORDER BY w.oid
