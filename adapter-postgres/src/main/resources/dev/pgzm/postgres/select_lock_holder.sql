-- Who holds the tool's advisory lock in this database. The holder's application_name says which process of which host it is.
-- parameters: $1 key
-- columns: holder
SELECT pg_catalog.format('%s (role %s, backend process %s, client %s), since %s', a.application_name, a.usename, a.pid,
              COALESCE(pg_catalog.host(a.client_addr), 'of a local socket'),
              pg_catalog.to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) AS holder
  FROM pg_catalog.pg_locks l
  JOIN pg_catalog.pg_stat_activity a USING (pid)
 WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
   AND (l.classid::bigint << 32 | l.objid::bigint) = $1::bigint
