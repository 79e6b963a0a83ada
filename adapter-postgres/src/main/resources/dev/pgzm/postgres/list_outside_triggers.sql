-- Triggers, without constraint triggers, which cannot be replaced.
-- parameters: $1 OIDs of triggers as an array's text
-- columns: oid, allowed, nspname, relname, tgname, definition, enabled
SELECT t.oid, pg_catalog.pg_has_role(c.relowner, 'USAGE') AS allowed, n.nspname, c.relname, t.tgname,
       pg_catalog.pg_get_triggerdef(t.oid) AS definition, t.tgenabled::text AS enabled
  FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE t.oid = ANY ($1::oid[]) AND t.tgconstraint = 0
 ORDER BY t.oid
