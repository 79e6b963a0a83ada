-- Tables of a schema that publications name, on servers without row filters and column lists.
-- parameters: $1 schema
-- columns: pubname, relname, attnames (of the column list, or null), filter (or null), needed (columns), allowed
SELECT p.pubname, c.relname, NULL::text[] AS attnames, NULL::text AS filter, '{}'::text[] AS needed,
       pg_catalog.pg_has_role(p.pubowner, 'USAGE') AND pg_catalog.pg_has_role(c.relowner, 'USAGE') AS allowed
  FROM pg_catalog.pg_publication_rel r
  JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
  JOIN pg_catalog.pg_class c ON c.oid = r.prrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1
 ORDER BY r.oid
