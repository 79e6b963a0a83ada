-- Foreign keys that can be added without reading all rows: those of partitioned tables can since PostgreSQL 18.
-- parameters: $1 OIDs of constraints as an array's text
-- columns: oid, allowed, nspname, relname, conname, definition, validated, comment
SELECT k.oid, pg_catalog.pg_has_role(c.relowner, 'USAGE') AS allowed, n.nspname, c.relname, k.conname,
       pg_catalog.pg_get_constraintdef(k.oid) AS definition, k.convalidated AS validated,
       pg_catalog.obj_description(k.oid, 'pg_constraint') AS comment
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE k.oid = ANY ($1::oid[]) AND k.contype = 'f'
   AND (c.relkind = 'r' OR c.relkind = 'p' AND pg_catalog.current_setting('server_version_num')::int >= 180000)
 ORDER BY k.oid
