-- Who holds the tool's advisory lock in this database.
-- parameters: $1 key
-- columns: holder
SELECT pg_catalog.format('process %s of user %s from %s, connected since %s', a.pid, a.usename,
              COALESCE(pg_catalog.host(a.client_addr), 'a local socket'), a.backend_start) AS holder
  FROM pg_catalog.pg_locks l
  JOIN pg_catalog.pg_stat_activity a USING (pid)
 WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
   AND (l.classid::bigint << 32 | l.objid::bigint) = $1::bigint
