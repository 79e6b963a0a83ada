-- Tables and partitions with the guard that an exchange has put on them, wherever they are by now.
-- parameters: $1 schema of the guards' function
-- columns: nspname, relname
SELECT n.nspname, c.relname
  FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_proc f ON f.oid = t.tgfoid AND f.proname = 'refuse_old_snapshot'
  JOIN pg_catalog.pg_namespace o ON o.oid = f.pronamespace AND o.nspname = $1
  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE t.tgname = 'pgzm_guard'
 ORDER BY c.oid
