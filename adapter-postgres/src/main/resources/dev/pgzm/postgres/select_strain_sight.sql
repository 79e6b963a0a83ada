-- Whether the connected role may see how strained the server is.
-- parameters: none
-- columns: replicas, wal, max_wal_size
SELECT pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE') AS replicas,
       pg_catalog.has_function_privilege('pg_catalog.pg_ls_waldir()', 'EXECUTE') AS wal,
       pg_catalog.pg_size_bytes(pg_catalog.current_setting('max_wal_size')) AS max_wal_size
