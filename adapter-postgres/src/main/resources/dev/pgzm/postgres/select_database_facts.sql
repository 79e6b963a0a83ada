-- What both sides are asked alike.
-- parameters: none
-- columns: version, identity, database, user, superuser, in_recovery, encoding
SELECT pg_catalog.current_setting('server_version_num')::int AS version,
       pg_catalog.pg_postmaster_start_time()::text || '/' || d.oid AS identity,
       d.datname AS database,
       CURRENT_USER AS "user",
       r.rolsuper AS superuser,
       pg_catalog.pg_is_in_recovery() AS in_recovery,
       pg_catalog.pg_encoding_to_char(d.encoding) AS encoding
  FROM pg_catalog.pg_database d, pg_catalog.pg_roles r
 WHERE d.datname = pg_catalog.current_database() AND r.rolname = CURRENT_USER
