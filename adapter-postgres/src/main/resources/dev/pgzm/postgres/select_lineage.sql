-- In which history of which cluster and database transaction numbers count. The timeline is that of the last WAL written, or, on a
-- standby, of the last restartpoint.
-- parameters: none
-- columns: lineage
SELECT s.system_identifier || '/' || d.oid || '/'
       || CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.upper(pg_catalog.lpad(pg_catalog.to_hex(c.timeline_id), 8, '0'))
               ELSE pg_catalog.substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 1, 8) END AS lineage
  FROM pg_catalog.pg_control_system() s, pg_catalog.pg_control_checkpoint() c, pg_catalog.pg_database d
 WHERE d.datname = pg_catalog.current_database()
