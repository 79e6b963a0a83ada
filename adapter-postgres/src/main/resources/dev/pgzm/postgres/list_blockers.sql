-- Who stands in the way of a lock on a schema's tables, for a person to read.
-- parameters: $1 schema
-- columns: blocker
SELECT DISTINCT pg_catalog.format('process %s of user %s (%s), %s for %s', a.pid, a.usename,
              COALESCE(NULLIF(a.application_name, ''), 'unnamed application'), a.state,
              pg_catalog.justify_interval(pg_catalog.date_trunc('second', pg_catalog.clock_timestamp() - COALESCE(a.xact_start, a.backend_start)))) AS blocker
  FROM pg_catalog.pg_locks l
  JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
  JOIN pg_catalog.pg_class c ON c.oid = l.relation
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND l.granted AND l.locktype = 'relation' AND c.relkind IN ('r', 'p')
   AND l.mode NOT IN ('AccessShareLock', 'RowShareLock') AND a.pid <> pg_catalog.pg_backend_pid()
   AND a.datname = pg_catalog.current_database()
