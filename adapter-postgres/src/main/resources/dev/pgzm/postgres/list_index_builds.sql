-- How far the indexes are that are being built in this database.
-- parameters: none
-- columns: pid of the session that builds, step in PostgreSQL's words, done of total in units of that step (0 where it has none)
SELECT p.pid, pg_catalog.regexp_replace(p.phase, '^building index: ', '') AS step,
       CASE WHEN p.tuples_total > 0 THEN p.tuples_done ELSE p.blocks_done END AS done,
       CASE WHEN p.tuples_total > 0 THEN p.tuples_total ELSE p.blocks_total END AS total
  FROM pg_catalog.pg_stat_progress_create_index p
 WHERE p.datname = pg_catalog.current_database() AND p.phase IS NOT NULL
