-- Transactions whose snapshot is older than rows of the prepared schema: they would see tables that were loaded in parts empty,
-- or half empty, and preserved ones, which are copied in parts too. Tables that were loaded whole are frozen, which every snapshot sees. A READ COMMITTED transaction takes a new
-- snapshot for each statement, and has none (backend_xmin) between two. The record's row was last written when all was loaded.
-- parameters: $1 whether to leave out those that run a statement now
-- columns: pid, began, session for a person to read
SELECT a.pid, a.xact_start::text AS began,
       pg_catalog.format('process %s of user %s (%s), %s for %s (transaction %s old), with a snapshot older than the new rows', a.pid, a.usename,
           COALESCE(NULLIF(a.application_name, ''), 'unnamed application'), a.state,
           pg_catalog.justify_interval(pg_catalog.date_trunc('second', pg_catalog.clock_timestamp() - a.state_change)),
           pg_catalog.justify_interval(pg_catalog.date_trunc('second', pg_catalog.clock_timestamp() - a.xact_start))) AS session
  FROM pgzm.migration m
  JOIN pg_catalog.pg_stat_activity a ON a.xact_start < m.prepared
 WHERE a.datname = pg_catalog.current_database() AND a.backend_type = 'client backend' AND a.pid <> pg_catalog.pg_backend_pid()
   AND pg_catalog.age(a.backend_xmin) >= pg_catalog.age(m.xmin)
   AND (a.state = 'idle in transaction' OR NOT $1::boolean)
   AND (EXISTS (SELECT FROM pgzm.copied_part WHERE from_page > 0) OR EXISTS (SELECT FROM pgzm.preserved_part))
 ORDER BY a.xact_start, a.pid
