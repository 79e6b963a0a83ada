-- The record of a backup: the comment of a domain that has no other purpose.
-- parameters: $1 schema
-- columns: record
SELECT pg_catalog.obj_description(t.oid, 'pg_type') AS record
  FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
 WHERE n.nspname = $1 AND t.typname = 'pgzm_record' AND t.typtype = 'd'
