-- The triggers that keep preserved tables in step, wherever their tables are by now.
-- parameters: $1 schema of their functions
-- columns: nspname, relname, tgnames
SELECT n.nspname, c.relname, pg_catalog.array_agg(t.tgname::text ORDER BY t.tgname) AS tgnames
  FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_proc f ON f.oid = t.tgfoid
  JOIN pg_catalog.pg_namespace o ON o.oid = f.pronamespace AND o.nspname = $1
  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT t.tgisinternal
 GROUP BY c.oid, n.nspname, c.relname
 ORDER BY c.oid
