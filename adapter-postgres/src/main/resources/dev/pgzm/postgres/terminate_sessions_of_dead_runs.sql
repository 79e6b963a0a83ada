-- Ends the sessions that still work for a run whose owner is gone, as far as this role may.
-- parameters: $1 key of the advisory lock that working sessions share
-- columns: ended
SELECT pg_catalog.pg_terminate_backend(l.pid) AS ended
  FROM pg_catalog.pg_locks l
  JOIN pg_catalog.pg_stat_activity a USING (pid)
 WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
   AND (l.classid::bigint << 32 | l.objid::bigint) = $1::bigint
   AND a.usename = CURRENT_USER AND l.pid <> pg_catalog.pg_backend_pid()
