-- The tables of a schema and the sequences that no column owns, as far as it decides whether they can be preserved.
-- parameters: $1 schema
-- columns: relname, sequence, root, unlogged, attnames, types, filled, generated, keys (the columns' positions among these, as one
--   string), obstacles
WITH RECURSIVE own AS (
    SELECT c.oid, c.relname, c.relkind, c.relpersistence, c.relispartition, c.relowner
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'S')
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
       AND NOT (c.relkind = 'S' AND EXISTS (
                SELECT FROM pg_catalog.pg_depend d
                 WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')))
), tree AS (
    SELECT oid AS top, oid FROM own WHERE relkind = 'p'
    UNION ALL
    SELECT t.top, i.inhrelid FROM tree t JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid
)
SELECT c.relname, c.relkind = 'S' AS sequence,
       CASE WHEN c.relispartition THEN pg_catalog.pg_partition_root(c.oid)::pg_catalog.regclass::text END AS root,
       c.relpersistence = 'u' AS unlogged,
       ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND c.relkind <> 'S' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS attnames,
       ARRAY(SELECT pg_catalog.format_type(a.atttypid, NULL) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND c.relkind <> 'S' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS types,
       ARRAY(SELECT NOT a.attnotnull OR a.atthasdef OR a.attidentity <> '' FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND c.relkind <> 'S' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS filled,
       ARRAY(SELECT a.attgenerated <> '' FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND c.relkind <> 'S' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS generated,
       ARRAY(SELECT (SELECT pg_catalog.string_agg(((SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute b
                                                    WHERE b.attrelid = c.oid AND b.attnum BETWEEN 1 AND k.attnum AND NOT b.attisdropped))::text, ' ')
                       FROM pg_catalog.unnest((i.indkey::int2[])[0 : i.indnkeyatts - 1]) k (attnum))
               FROM pg_catalog.pg_index i
              WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
                AND NOT 0 = ANY ((i.indkey::int2[])[0 : i.indnkeyatts - 1])
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a
                                 WHERE a.attrelid = c.oid AND a.attnum = ANY ((i.indkey::int2[])[0 : i.indnkeyatts - 1]) AND NOT a.attnotnull)) AS keys,
       pg_catalog.array_remove(ARRAY[
           CASE WHEN NOT pg_catalog.pg_has_role(c.relowner, 'USAGE') THEN 'the connected role is no member of its owner' END,
           CASE WHEN c.relkind <> 'S' AND pg_catalog.row_security_active(c.oid) THEN 'row-level security shows the connected role some of its rows only' END,
           CASE WHEN NOT c.relispartition AND EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
                  OR c.relkind = 'r' AND EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid) THEN 'it inherits, or is inherited from' END,
           CASE WHEN EXISTS (SELECT FROM tree t JOIN pg_catalog.pg_class f ON f.oid = t.oid WHERE t.top = c.oid AND f.relkind = 'f') THEN 'one of its partitions is a foreign table' END,
           CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_subscription_rel s
                              WHERE s.srrelid = c.oid OR s.srrelid IN (SELECT t.oid FROM tree t WHERE t.top = c.oid)) THEN 'a subscription writes to it, which fires no statement triggers' END
       ], NULL) AS obstacles
  FROM own c
 ORDER BY c.relname
