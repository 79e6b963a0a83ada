-- Views, by the rules that make them views, if none of their columns has a type of the live schema: those could not be replaced.
-- parameters: $1 OIDs of rules as an array's text, $2 live schema
-- columns: oid, allowed, nspname, relname, options, definition
SELECT w.oid, n.nspname, c.relname, COALESCE(c.reloptions, '{}') AS options, pg_catalog.pg_get_viewdef(c.oid) AS definition,
       pg_catalog.pg_has_role(c.relowner, 'USAGE') AND pg_catalog.has_schema_privilege(n.oid, 'CREATE') AS allowed
  FROM pg_catalog.pg_rewrite w
  JOIN pg_catalog.pg_class c ON c.oid = w.ev_class
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE w.oid = ANY ($1::oid[]) AND w.rulename = '_RETURN' AND c.relkind = 'v'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a
                     JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                     JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND tn.nspname = $2
                      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                       WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'))
 ORDER BY w.oid
