-- What may be depended on in a schema, and the schema itself, on which all that lives in it depends.
-- parameters: $1 schema
-- columns: oids
SELECT pg_catalog.array_agg(oid) AS oids
  FROM (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = $1
        UNION ALL
        SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1
        UNION ALL
        SELECT t.oid FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = $1
        UNION ALL
        SELECT p.oid FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = $1) member
