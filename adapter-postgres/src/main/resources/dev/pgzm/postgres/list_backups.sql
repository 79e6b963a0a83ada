-- Schemas that have a backup's name: milliseconds since 1970, of this century or the next.
-- parameters: none
-- columns: id, nspname, comment, owned, tables, rows (estimated), bytes
SELECT pg_catalog.substr(n.nspname, 8)::bigint AS id, n.nspname, pg_catalog.obj_description(n.oid, 'pg_namespace') AS comment,
       pg_catalog.pg_has_role(n.nspowner, 'USAGE') AS owned, c.tables, c.rows, c.bytes
  FROM pg_catalog.pg_namespace n,
       LATERAL (SELECT pg_catalog.count(*) FILTER (WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition) AS tables,
                       COALESCE(pg_catalog.sum(greatest(c.reltuples, 0)) FILTER (WHERE c.relkind = 'r'), 0)::bigint AS rows,
                       COALESCE(pg_catalog.sum(pg_catalog.pg_total_relation_size(c.oid)), 0)::bigint AS bytes
                  FROM pg_catalog.pg_class c
                 WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'm', 'S')
                   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')) c
 WHERE n.nspname ~ '^backup_[1-9][0-9]{12}$'
 ORDER BY n.nspname DESC
