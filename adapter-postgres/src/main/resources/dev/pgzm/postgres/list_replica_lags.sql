-- How much WAL each replica, physical or logical, has yet to replay. One that makes its base backup replays nothing yet.
-- parameters: none
-- columns: what, bytes
SELECT 'replica ' || r.application_name || COALESCE(' at ' || pg_catalog.host(r.client_addr), '') AS what,
       pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), r.replay_lsn)::bigint AS bytes
  FROM pg_catalog.pg_stat_replication r
 WHERE r.replay_lsn IS NOT NULL
 ORDER BY bytes DESC
