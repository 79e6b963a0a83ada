-- The sequences of tables' columns, and sequences that no column owns, beside those that take their place.
-- parameters: $1 live schema, $2 incoming schema, $3 names of the tables and sequences
-- columns: old and new as quoted, qualified names, cache (of the old), next_cache, increment (of the new, by that of the old where it is larger),
--          bound (of the new, in the direction of its increment)
WITH owned AS (
    SELECT n.nspname, c.relname, a.attname, s.oid
      FROM pg_catalog.pg_depend d
      JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
      JOIN pg_catalog.pg_class c ON c.oid = d.refobjid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
     WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')
       AND n.nspname IN ($1, $2)
    UNION ALL
    SELECT n.nspname, s.relname, '', s.oid
      FROM pg_catalog.pg_class s JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
     WHERE s.relkind = 'S' AND n.nspname IN ($1, $2)
)
SELECT l.oid::pg_catalog.regclass::text AS old, s.oid::pg_catalog.regclass::text AS new, lq.seqcache AS cache, sq.seqcache AS next_cache,
       CASE WHEN sq.seqincrement > 0 THEN 1 ELSE -1 END
           * GREATEST(pg_catalog.abs(sq.seqincrement), pg_catalog.abs(lq.seqincrement)) AS increment,
       CASE WHEN sq.seqincrement > 0 THEN sq.seqmax ELSE sq.seqmin END AS bound
  FROM owned l
  JOIN owned s ON s.nspname = $2 AND s.relname = l.relname AND s.attname = l.attname
  JOIN pg_catalog.pg_sequence lq ON lq.seqrelid = l.oid
  JOIN pg_catalog.pg_sequence sq ON sq.seqrelid = s.oid
 WHERE l.nspname = $1 AND l.relname = ANY ($3::text[])
 ORDER BY l.oid
