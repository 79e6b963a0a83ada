-- Transactions whose snapshot may be older than the swap, whose transaction wrote the guards' rows. Of other roles' sessions
-- everybody may know backend_xmin, but not the type nor since when.
-- parameters: $1 schema of the guards' function
-- columns: pid, began, session for a person to read
SELECT a.pid, COALESCE(a.xact_start::text, '') AS began,
       pg_catalog.format('process %s of user %s (%s), %s, transaction %s old', a.pid, a.usename,
           COALESCE(NULLIF(a.application_name, ''), 'unnamed application'), COALESCE(a.state, 'of another role'),
           pg_catalog.justify_interval(pg_catalog.date_trunc('second', pg_catalog.clock_timestamp() - a.xact_start))) AS session
  FROM pg_catalog.pg_stat_activity a
 WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()
   AND COALESCE(a.backend_type, '') NOT IN ('autovacuum worker', 'walsender')
   AND pg_catalog.age(a.backend_xmin) >= (
       SELECT min(pg_catalog.age(t.xmin)) FROM pg_catalog.pg_trigger t
         JOIN pg_catalog.pg_proc f ON f.oid = t.tgfoid AND f.proname = 'refuse_old_snapshot'
         JOIN pg_catalog.pg_namespace o ON o.oid = f.pronamespace AND o.nspname = $1
        WHERE t.tgname = 'pgzm_guard')
 ORDER BY a.xact_start, a.pid
