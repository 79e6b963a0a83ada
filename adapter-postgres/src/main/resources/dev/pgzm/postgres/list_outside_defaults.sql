-- Defaults of columns, without the expressions of generated ones.
-- parameters: $1 OIDs of defaults as an array's text
-- columns: oid, allowed, nspname, relname, attname, definition
SELECT d.oid, pg_catalog.pg_has_role(c.relowner, 'USAGE') AS allowed, n.nspname, c.relname, a.attname,
       pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS definition
  FROM pg_catalog.pg_attrdef d
  JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
  JOIN pg_catalog.pg_class c ON c.oid = d.adrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE d.oid = ANY ($1::oid[]) AND a.attgenerated = ''
 ORDER BY d.oid
