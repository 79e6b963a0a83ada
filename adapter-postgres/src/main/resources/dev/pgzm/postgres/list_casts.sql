-- Casts from, to or through objects of a schema, as statements. A cast stands in no schema, so that pg_dump leaves it
-- out where it dumps one schema (selectDumpableCast in src/bin/pg_dump/pg_dump.c).
-- Casts that came with their type (range to multirange) are left out. Runs with an empty search_path, so that every name comes out qualified.
-- parameters: $1 schema
-- columns: statement, comment_statement, oids
SELECT pg_catalog.format('CREATE CAST (%s AS %s) %s%s', pg_catalog.format_type(k.castsource, NULL),
              pg_catalog.format_type(k.casttarget, NULL),
              CASE k.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || k.castfunc::regprocedure
                                WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
              CASE k.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END) AS statement,
       pg_catalog.format('COMMENT ON CAST (%s AS %s) IS %L', pg_catalog.format_type(k.castsource, NULL),
              pg_catalog.format_type(k.casttarget, NULL), pg_catalog.obj_description(k.oid, 'pg_cast')) AS comment_statement,
       ARRAY[k.castsource, k.casttarget, k.castfunc]::bigint[] AS oids
  FROM pg_catalog.pg_cast k
  JOIN pg_catalog.pg_type s ON s.oid = k.castsource
  JOIN pg_catalog.pg_type t ON t.oid = k.casttarget
  LEFT JOIN pg_catalog.pg_proc f ON f.oid = k.castfunc
 WHERE (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1) IN (s.typnamespace, t.typnamespace, f.pronamespace)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_cast'::regclass AND d.objid = k.oid AND d.deptype IN ('e', 'i'))
 ORDER BY k.oid
