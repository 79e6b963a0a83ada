-- Tables of a schema whose replica identity is not that of the other schema's table of the same name, with the statement
-- that makes it so. An index is taken by its name, where it can be one.
-- parameters: $1 live schema, $2 shadow schema
-- columns: what, possible (for the connected role), statement
SELECT pg_catalog.format('replica identity %s of table %s', w.identity, s.relname) AS what,
       pg_catalog.pg_has_role(s.relowner, 'USAGE') AND (l.relreplident <> 'i' OR si.indexrelid IS NOT NULL) AS possible,
       pg_catalog.format('ALTER TABLE ONLY %I.%I REPLICA IDENTITY %s', $2::text, s.relname, w.identity) AS statement
  FROM pg_catalog.pg_class l
  JOIN pg_catalog.pg_namespace ln ON ln.oid = l.relnamespace AND ln.nspname = $1
  JOIN pg_catalog.pg_namespace sn ON sn.nspname = $2
  JOIN pg_catalog.pg_class s ON s.relnamespace = sn.oid AND s.relname = l.relname
  LEFT JOIN pg_catalog.pg_index li ON li.indrelid = l.oid AND li.indisreplident AND l.relreplident = 'i'
  LEFT JOIN pg_catalog.pg_class lx ON lx.oid = li.indexrelid
  LEFT JOIN pg_catalog.pg_class sx ON sx.relnamespace = sn.oid AND sx.relname = lx.relname
  LEFT JOIN pg_catalog.pg_index si
         ON si.indexrelid = sx.oid AND si.indrelid = s.oid AND si.indisunique AND si.indimmediate AND si.indisvalid
        AND si.indpred IS NULL AND si.indexprs IS NULL
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a
                         WHERE a.attrelid = s.oid AND a.attnum = ANY (si.indkey) AND NOT a.attnotnull)
 CROSS JOIN LATERAL (SELECT CASE l.relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING'
                                 WHEN 'i' THEN 'USING INDEX ' || pg_catalog.quote_ident(lx.relname) ELSE 'DEFAULT' END) w (identity)
 WHERE l.relkind IN ('r', 'p') AND s.relkind IN ('r', 'p') AND w.identity IS NOT NULL
   AND (l.relreplident <> s.relreplident OR l.relreplident = 'i' AND NOT COALESCE(si.indisreplident, false))
 ORDER BY what
