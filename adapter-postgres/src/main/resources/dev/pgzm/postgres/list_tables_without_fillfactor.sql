-- A table, or its partitions, with rows on pages that nobody has said how far to fill.
-- parameters: $1 table as a quoted, qualified name
-- columns: oid, name (quoted and qualified)
WITH RECURSIVE part AS (
    SELECT $1::text::pg_catalog.regclass::oid AS oid
    UNION ALL
    SELECT i.inhrelid FROM part p JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid
)
SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name
  FROM part p JOIN pg_catalog.pg_class c ON c.oid = p.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_am a ON a.oid = c.relam
 WHERE c.relkind = 'r' AND a.amname = 'heap'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_options_to_table(c.reloptions) o WHERE o.option_name = 'fillfactor')
 ORDER BY c.oid
