-- What a preserved table must still be when it is swapped: columns, unique indexes, partitions, row security, and the triggers
-- that keep its copy in step. The triggers' row version tells whether one was disabled in between.
-- parameters: $1 table as a quoted, qualified name
-- columns: definition
WITH RECURSIVE part AS (
    SELECT $1::text::pg_catalog.regclass::oid AS oid
    UNION ALL
    SELECT i.inhrelid FROM part p JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid
)
SELECT pg_catalog.md5(pg_catalog.string_agg(line, E'\n' ORDER BY line)) AS definition
  FROM (SELECT pg_catalog.format('column %s %s %s %s %s %s %s', a.attrelid, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity, a.attgenerated) AS line
          FROM part p JOIN pg_catalog.pg_attribute a ON a.attrelid = p.oid AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT pg_catalog.format('index %s %s %s', i.indexrelid, i.indisvalid, i.indimmediate)
          FROM part p JOIN pg_catalog.pg_index i ON i.indrelid = p.oid AND i.indisunique
        UNION ALL
        SELECT pg_catalog.format('table %s %s %s %s', c.oid, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity)
          FROM part p JOIN pg_catalog.pg_class c ON c.oid = p.oid
        UNION ALL
        SELECT pg_catalog.format('trigger %s %s %s', t.tgrelid, t.tgname, t.xmin)
          FROM part p JOIN pg_catalog.pg_trigger t ON t.tgrelid = p.oid
          JOIN pg_catalog.pg_proc f ON f.oid = t.tgfoid
         WHERE f.pronamespace IN (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname IN ('pgzm', 'pgzm_rollback'))) lines
