-- What only the destination is asked.
-- parameters: $1 live schema, $2 shadow schema, $3 the tool's own schema
-- columns: live_exists, owns_live, creates_schemas, shadow_exists, shadow_comment, own_exists, own_comment
SELECT l.oid IS NOT NULL AS live_exists,
       COALESCE(pg_catalog.pg_has_role(l.nspowner, 'USAGE'), false) AS owns_live,
       pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') AS creates_schemas,
       s.oid IS NOT NULL AS shadow_exists,
       pg_catalog.obj_description(s.oid, 'pg_namespace') AS shadow_comment,
       o.oid IS NOT NULL AS own_exists,
       pg_catalog.obj_description(o.oid, 'pg_namespace') AS own_comment
  FROM (VALUES (1)) one (x)
  LEFT JOIN pg_catalog.pg_namespace l ON l.nspname = $1
  LEFT JOIN pg_catalog.pg_namespace s ON s.nspname = $2
  LEFT JOIN pg_catalog.pg_namespace o ON o.nspname = $3
