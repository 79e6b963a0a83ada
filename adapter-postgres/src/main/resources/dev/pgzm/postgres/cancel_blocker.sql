-- Cancels the statement of a session, if it is still in the transaction in which it was seen.
-- parameters: $1 process, $2 when that transaction began ('': not known)
-- columns: done
SELECT pg_catalog.pg_cancel_backend(a.pid) AS done
  FROM pg_catalog.pg_stat_activity a
 WHERE a.pid = $1::int AND a.xact_start IS NOT DISTINCT FROM NULLIF($2, '')::timestamptz AND COALESCE(a.state, '') NOT LIKE 'idle%'
   AND a.datname = pg_catalog.current_database()
