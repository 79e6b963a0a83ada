-- Owners of a schema's objects, and roles that privileges on them name.
-- parameters: $1 schema
-- columns: rolname
SELECT DISTINCT r.rolname
  FROM pg_catalog.pg_namespace n
  JOIN LATERAL (SELECT relowner AS owner, relacl AS acl FROM pg_catalog.pg_class WHERE relnamespace = n.oid
                UNION ALL SELECT proowner, proacl FROM pg_catalog.pg_proc WHERE pronamespace = n.oid
                UNION ALL SELECT typowner, typacl FROM pg_catalog.pg_type WHERE typnamespace = n.oid
                UNION ALL SELECT c.relowner, attacl FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                           WHERE c.relnamespace = n.oid AND a.attacl IS NOT NULL) o ON true
  LEFT JOIN LATERAL pg_catalog.aclexplode(o.acl) x ON true
  JOIN pg_catalog.pg_roles r ON r.oid IN (o.owner, x.grantee)
 WHERE n.nspname = $1
