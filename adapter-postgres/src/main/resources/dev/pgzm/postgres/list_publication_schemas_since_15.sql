-- Publications of all tables in a schema. Runs on 15 and later.
-- parameters: $1 schema
-- columns: pubname, allowed
SELECT p.pubname,
       EXISTS (SELECT FROM pg_catalog.pg_roles o WHERE o.rolname = CURRENT_USER AND o.rolsuper) AS allowed
  FROM pg_catalog.pg_publication_namespace r
  JOIN pg_catalog.pg_publication p ON p.oid = r.pnpubid
  JOIN pg_catalog.pg_namespace n ON n.oid = r.pnnspid
 WHERE n.nspname = $1
 ORDER BY r.oid
