-- Policies.
-- parameters: $1 OIDs of policies as an array's text
-- columns: oid, allowed, nspname, relname, polname, visible (USING), writable (WITH CHECK)
SELECT p.oid, pg_catalog.pg_has_role(c.relowner, 'USAGE') AS allowed, n.nspname, c.relname, p.polname,
       pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS visible,
       pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) AS writable
  FROM pg_catalog.pg_policy p
  JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE p.oid = ANY ($1::oid[])
 ORDER BY p.oid
