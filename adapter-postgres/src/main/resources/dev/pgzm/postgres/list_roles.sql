-- Every role.
-- parameters: none
-- columns: rolname
SELECT rolname FROM pg_catalog.pg_roles
