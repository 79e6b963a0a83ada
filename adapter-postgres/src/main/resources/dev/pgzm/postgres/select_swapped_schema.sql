-- Whether the schema that has just become live is the shadow schema of a prepared migration, and no crash has emptied its unlogged
-- tables since.
-- parameters: $1 migration, $2 schema, $3 the mark's first line
-- columns: prepared
SELECT EXISTS (SELECT FROM pgzm.migration m WHERE m.id = $1::bigint AND m.prepared IS NOT NULL
                 AND (NOT m.has_unlogged OR EXISTS (SELECT FROM pgzm.crash_witness)))
       AND EXISTS (SELECT FROM pg_catalog.pg_namespace n
                    WHERE n.nspname = $2
                      AND pg_catalog.split_part(pg_catalog.obj_description(n.oid, 'pg_namespace'), E'\n', 1) = $3) AS prepared
