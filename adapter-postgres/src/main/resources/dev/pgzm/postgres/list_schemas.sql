-- Every schema but the system's.
-- parameters: none
-- columns: nspname
SELECT nspname FROM pg_catalog.pg_namespace
 WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
