-- Tables of a schema that publications name. Runs on 15 and later.
-- parameters: $1 schema
-- columns: pubname, relname, attnames (of the column list, or null), filter (or null), needed (columns), allowed
SELECT p.pubname, c.relname,
       (SELECT pg_catalog.array_agg(a.attname::text ORDER BY x.position)
          FROM pg_catalog.unnest(r.prattrs) WITH ORDINALITY x (attnum, position)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.attnum) AS attnames,
       pg_catalog.pg_get_expr(r.prqual, r.prrelid) AS filter,
       ARRAY(SELECT DISTINCT a.attname::text
               FROM pg_catalog.pg_depend d
               JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
              WHERE d.classid = 'pg_catalog.pg_publication_rel'::regclass AND d.objid = r.oid AND d.refobjid = c.oid
                AND d.refclassid = 'pg_catalog.pg_class'::regclass AND a.attnum > 0) AS needed,
       pg_catalog.pg_has_role(p.pubowner, 'USAGE') AND pg_catalog.pg_has_role(c.relowner, 'USAGE') AS allowed
  FROM pg_catalog.pg_publication_rel r
  JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
  JOIN pg_catalog.pg_class c ON c.oid = r.prrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1
 ORDER BY r.oid
