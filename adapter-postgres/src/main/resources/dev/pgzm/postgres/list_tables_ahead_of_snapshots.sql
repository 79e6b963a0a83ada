-- Preserved tables whose copies got rows, not from the applications' own transactions, which some open snapshot may not see.
-- parameters: none
-- columns: number
WITH oldest AS (
    SELECT max(pg_catalog.age(a.backend_xmin)) AS age FROM pg_catalog.pg_stat_activity a
     WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()
       AND COALESCE(a.backend_type, '') NOT IN ('autovacuum worker', 'walsender')
)
SELECT p.number FROM pgzm.preserved_table p JOIN oldest o ON o.age >= pg_catalog.age(p.brought::xid)
