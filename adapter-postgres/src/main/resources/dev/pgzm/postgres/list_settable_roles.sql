-- Roles that the connected role may give objects to.
-- parameters: none
-- columns: rolname
SELECT rolname FROM pg_catalog.pg_roles WHERE pg_catalog.pg_has_role(oid, 'MEMBER')
