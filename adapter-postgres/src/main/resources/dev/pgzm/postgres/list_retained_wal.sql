-- How much WAL the server keeps for each replication slot, used or not.
-- parameters: none
-- columns: what, bytes
SELECT 'replication slot ' || s.slot_name AS what,
       pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), s.restart_lsn)::bigint AS bytes
  FROM pg_catalog.pg_replication_slots s
 WHERE s.restart_lsn IS NOT NULL
 ORDER BY bytes DESC
