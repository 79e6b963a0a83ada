-- Which types are assigned to which without being asked to, by casts.
-- parameters: none
-- columns: assignment, as 'integer to bigint'
SELECT pg_catalog.format_type(k.castsource, NULL) || ' to ' || pg_catalog.format_type(k.casttarget, NULL) AS assignment
  FROM pg_catalog.pg_cast k WHERE k.castcontext IN ('a', 'i')
