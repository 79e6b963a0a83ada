-- Who stands in the way of locks on a schema's relations: whoever holds a lock that conflicts with it, or waits
-- for one ahead of it; not who only waits for another of these, and never the tool's own sessions. A transaction that is prepared
-- for two-phase commit has no process. A role that may not see others' activity is not told how old their transactions are.
-- parameters: $1 schema, $2 milliseconds that its transaction must have lasted, $3 and $4 keys of the tool's advisory locks,
--     $5 relkinds as one string, $6 modes that do not conflict as an array's text
-- columns: pid (0: none), began ('': not known), autovacuum, blocker for a person to read
WITH holder AS (
    SELECT DISTINCT COALESCE(l.pid, 0) AS pid, l.virtualtransaction
      FROM pg_catalog.pg_locks l
      JOIN pg_catalog.pg_class c ON c.oid = l.relation
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND l.locktype = 'relation' AND pg_catalog.strpos($5, c.relkind::text) > 0
       AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
       AND l.mode <> ALL ($6::text[]) AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks own
                        WHERE own.pid = l.pid AND own.locktype = 'advisory' AND own.database = l.database
                          AND (own.classid::bigint << 32 | own.objid::bigint) IN ($3::bigint, $4::bigint))
), blocker AS (
    SELECT h.pid, COALESCE(a.xact_start, p.prepared) AS began,
           COALESCE(a.backend_type, 'autovacuum worker') = 'autovacuum worker' AND a.usesysid IS NULL AND h.pid <> 0 AS autovacuum,
           a.usename, a.application_name, a.state, a.query, p.gid, p.owner,
           pg_catalog.justify_interval(pg_catalog.date_trunc('second', pg_catalog.clock_timestamp() - a.state_change)) AS so_for,
           pg_catalog.justify_interval(pg_catalog.date_trunc('second', pg_catalog.clock_timestamp() - COALESCE(a.xact_start, p.prepared))) AS age
      FROM holder h
      LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = h.pid
      LEFT JOIN pg_catalog.pg_prepared_xacts p ON h.pid = 0 AND h.virtualtransaction = '-1/' || p.transaction::text
     WHERE a.pid IS NOT NULL OR p.gid IS NOT NULL
)
SELECT b.pid, COALESCE(b.began::text, '') AS began, b.autovacuum,
       CASE WHEN b.pid = 0 THEN pg_catalog.format('prepared transaction %L of user %s', b.gid, b.owner)
            WHEN b.autovacuum THEN pg_catalog.format('process %s (%s)', b.pid, b.query)
            ELSE pg_catalog.format('process %s of user %s (%s)', b.pid, b.usename, COALESCE(NULLIF(b.application_name, ''), 'unnamed application'))
                 || COALESCE(', ' || b.state || ' for ' || b.so_for, '')
       END || COALESCE(' (transaction ' || b.age || ' old)', '') AS blocker
  FROM blocker b
 WHERE COALESCE(b.began, '-infinity') <= pg_catalog.clock_timestamp() - $2::bigint * INTERVAL '1 millisecond'
   AND NOT EXISTS (SELECT FROM holder h WHERE b.pid <> 0 AND h.pid <> b.pid AND h.pid = ANY (pg_catalog.pg_blocking_pids(b.pid)))
 ORDER BY b.began, b.pid
