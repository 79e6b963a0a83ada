-- The record of the destination's migration.
-- parameters: none
-- columns: id, goal, source, live_schema, shadow_schema, lineage, fingerprint, snapshot, created, prepared, rows_complete, emptied,
--   swapped, tables, rows, bytes, orphans, dropped_columns
SELECT m.id, m.goal, m.source, m.live_schema, m.shadow_schema, m.lineage, m.fingerprint, m.snapshot, m.created, m.prepared, m.rows_complete,
       m.has_unlogged AND NOT EXISTS (SELECT FROM pgzm.crash_witness) AS emptied,
       EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'backup_' || m.id) AS swapped,
       m.tables, c.rows, c.bytes, m.orphans, m.dropped_columns
  FROM pgzm.migration m,
       (SELECT COALESCE(pg_catalog.sum(rows), 0)::bigint AS rows, COALESCE(pg_catalog.sum(bytes), 0)::bigint AS bytes FROM pgzm.copied_part) c
