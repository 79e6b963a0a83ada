-- Differs when something has come to depend on what a schema holds since it was read last, or has ceased to. What lives in a schema
-- depends on it, so that what comes and goes there shows as well; what applications do with temporary tables does not.
-- Far cheaper than to list the dependents.
-- parameters: $1 schema
-- columns: mark
SELECT pg_catalog.count(*) || ' ' || COALESCE(pg_catalog.sum(d.xmin::text::bigint), 0) AS mark
  FROM pg_catalog.pg_depend d
 WHERE d.refobjid IN (
           SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = $1
           UNION ALL
           SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1
           UNION ALL
           SELECT t.oid FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = $1
           UNION ALL
           SELECT p.oid FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = $1)
