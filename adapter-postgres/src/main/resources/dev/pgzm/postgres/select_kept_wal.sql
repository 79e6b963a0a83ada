-- How much WAL the server keeps for whatever reason: checkpoints, slots, an archive that fails. Segments that are ready for use again have
-- later names.
-- parameters: none
-- columns: what, bytes
SELECT 'pg_wal' AS what, COALESCE(pg_catalog.sum(w.size), 0)::bigint AS bytes
  FROM pg_catalog.pg_ls_waldir() w
 WHERE w.name ~ '^[0-9A-F]{24}$' AND w.name <= pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn())
