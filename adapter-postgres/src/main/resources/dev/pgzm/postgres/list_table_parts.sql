-- A table and all its partitions, in the order in which they are locked.
-- parameters: $1 table as a quoted, qualified name
-- columns: oid, nspname, relname, leaf, packed (with pages that are filled whole, since nobody says how far), filenode, pages
WITH RECURSIVE part AS (
    SELECT $1::text::pg_catalog.regclass::oid AS oid
    UNION ALL
    SELECT i.inhrelid FROM part p JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid
)
SELECT c.oid, n.nspname, c.relname, c.relkind = 'r' AS leaf,
       c.relkind = 'r' AND a.amname = 'heap'
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_options_to_table(c.reloptions) o WHERE o.option_name = 'fillfactor') AS packed,
       COALESCE(pg_catalog.pg_relation_filenode(c.oid), 0) AS filenode,
       CASE WHEN c.relkind = 'r' THEN pg_catalog.pg_relation_size(c.oid) / pg_catalog.current_setting('block_size')::int ELSE 0 END AS pages
  FROM part p JOIN pg_catalog.pg_class c ON c.oid = p.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_am a ON a.oid = c.relam
 ORDER BY c.oid
