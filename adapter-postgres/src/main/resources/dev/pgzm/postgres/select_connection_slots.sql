-- How many sessions the connected role can open: by the server's, the database's and the role's limit. The asking one does not count.
-- parameters: none
-- columns: setting, allowed, used
WITH me AS (
    SELECT r.oid, r.rolsuper, r.rolconnlimit
      FROM pg_catalog.pg_roles r
     WHERE r.rolname = CURRENT_USER
), here AS (
    SELECT d.oid, d.datconnlimit
      FROM pg_catalog.pg_database d
     WHERE d.datname = pg_catalog.current_database()
), reserved AS (
    SELECT s.setting::bigint AS slots
      FROM pg_catalog.pg_settings s
     WHERE s.name = 'superuser_reserved_connections' AND NOT (SELECT rolsuper FROM me)
     UNION ALL
    SELECT s.setting::bigint
      FROM pg_catalog.pg_settings s
     WHERE s.name = 'reserved_connections'
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_roles r
                        WHERE r.rolname = 'pg_use_reserved_connections' AND pg_catalog.pg_has_role(r.oid, 'USAGE'))
)
SELECT 'max_connections' AS setting,
       pg_catalog.current_setting('max_connections')::bigint - (SELECT COALESCE(pg_catalog.sum(slots), 0) FROM reserved)::bigint AS allowed,
       -- what a role may not see of others is their database, but not that they are there
       (SELECT COALESCE(pg_catalog.sum(numbackends), 0) FROM pg_catalog.pg_stat_database WHERE datid <> 0)::bigint - 1 AS used
 UNION ALL
SELECT 'the connection limit of the database', here.datconnlimit,
       (SELECT numbackends FROM pg_catalog.pg_stat_database WHERE datid = here.oid)::bigint - 1
  FROM here, me
 WHERE here.datconnlimit >= 0 AND NOT me.rolsuper
 UNION ALL
SELECT 'the connection limit of the role', me.rolconnlimit,
       (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_activity a WHERE a.usesysid = me.oid)::bigint - 1
  FROM me
 WHERE me.rolconnlimit >= 0 AND NOT me.rolsuper
