-- Roles that the policies of a schema's tables name.
-- parameters: $1 schema
-- columns: rolname
SELECT DISTINCT r.rolname
  FROM pg_catalog.pg_policy p
  JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_roles r ON r.oid = ANY (p.polroles)
 WHERE n.nspname = $1
