-- Extensions that the server could install, and whether the connected role may.
-- parameters: none
-- columns: extname, versions, creatable
SELECT v.name AS extname, pg_catalog.array_agg(v.version) AS versions,
       bool_or(NOT v.superuser
               OR (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = CURRENT_USER)
               OR v.trusted AND pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')) AS creatable
  FROM pg_catalog.pg_available_extension_versions v
 GROUP BY v.name
