-- Rules that are not views.
-- parameters: $1 OIDs of rules as an array's text
-- columns: oid, allowed, definition
SELECT w.oid, pg_catalog.pg_has_role(c.relowner, 'USAGE') AS allowed, pg_catalog.pg_get_ruledef(w.oid) AS definition
  FROM pg_catalog.pg_rewrite w
  JOIN pg_catalog.pg_class c ON c.oid = w.ev_class
 WHERE w.oid = ANY ($1::oid[]) AND w.rulename <> '_RETURN'
 ORDER BY w.oid
