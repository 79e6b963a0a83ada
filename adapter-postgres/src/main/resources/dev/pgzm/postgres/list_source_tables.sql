-- The tables of a schema whose own rows are to be copied.
-- A column type is safe in COPY BINARY if every supported major writes it alike and it holds no OID: record and
-- array types of the user's carry type OIDs (record_recv, array_recv in src/backend/utils/adt), reg* types are OIDs. An
-- infinite interval, new in 17, is a finite one to older majors in binary form, and an error in text.
-- parameters: $1 schema
-- columns: oid, relname, pages, bytes, filenode, unlogged, heap, columns, binary_safe, ancestors
WITH RECURSIVE base (typ, oid) AS (
    SELECT oid, oid FROM pg_catalog.pg_type
    UNION ALL
    SELECT b.typ, t.typbasetype FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.oid WHERE t.typtype = 'd'
), scalar (oid) AS (
    SELECT oid FROM pg_catalog.pg_type
     WHERE typtype = 'b' AND oid < 16384 AND typsend <> 0 AND typreceive <> 0 AND typname !~ '^reg' AND typname <> 'aclitem'
       AND (typname <> 'interval' OR pg_catalog.current_setting('server_version_num')::int < 170000)
), safe (typ) AS (
    SELECT b.typ FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.oid
     WHERE t.typtype = 'e'
        OR t.oid IN (SELECT oid FROM scalar) AND (t.typcategory <> 'A' OR t.typelem IN (SELECT oid FROM scalar))
        OR t.typtype IN ('r', 'm') AND t.oid < 16384
), ancestor (child, parent, depth) AS (
    SELECT inhrelid, inhparent, 1 FROM pg_catalog.pg_inherits
    UNION ALL
    SELECT a.child, i.inhparent, a.depth + 1 FROM ancestor a JOIN pg_catalog.pg_inherits i ON i.inhrelid = a.parent
)
SELECT c.oid, c.relname,
       COALESCE(pg_catalog.pg_relation_size(c.oid), 0) / pg_catalog.current_setting('block_size')::int AS pages,
       COALESCE(pg_catalog.pg_table_size(c.oid), 0) AS bytes,
       pg_catalog.pg_relation_filenode(c.oid)::bigint AS filenode,
       c.relpersistence = 'u' AS unlogged,
       am.amname = 'heap' AS heap,
       COALESCE(col.names, '{}') AS columns,
       COALESCE(col.safe, true) AS binary_safe,
       ARRAY(SELECT a.parent FROM ancestor a WHERE a.child = c.oid GROUP BY a.parent ORDER BY min(a.depth)) AS ancestors
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
  LEFT JOIN LATERAL (
       SELECT pg_catalog.array_agg(a.attname::text ORDER BY a.attnum) AS names,
              bool_and(a.atttypid IN (SELECT typ FROM safe)) AS safe
         FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') col ON true
 WHERE n.nspname = $1 AND c.relkind = 'r'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
 ORDER BY c.oid
