-- Materialized views of the shadow schema that read preserved tables, also through other views, in an order in which they can be
-- filled again.
-- parameters: $1 shadow schema
-- columns: relname
WITH RECURSIVE reader AS (
    SELECT c.oid, 0 AS depth
      FROM pgzm.preserved_table p JOIN pg_catalog.pg_class c ON c.relname = p.relname
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = $1
    UNION
    SELECT w.ev_class, r.depth + 1
      FROM reader r
      JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = r.oid
                                 AND d.classid = 'pg_catalog.pg_rewrite'::regclass
      JOIN pg_catalog.pg_rewrite w ON w.oid = d.objid AND w.ev_class <> r.oid
     WHERE r.depth < 100
)
SELECT c.relname
  FROM (SELECT oid, pg_catalog.max(depth) AS depth FROM reader GROUP BY oid) r
  JOIN pg_catalog.pg_class c ON c.oid = r.oid AND c.relkind = 'm' AND c.relispopulated
 ORDER BY r.depth, c.oid
