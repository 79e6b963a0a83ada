-- Unique indexes that a preserved table and the table for its rows both have, best first: complete, without nulls, on the same
-- columns. An immediate index orders the transactions that touch a key; a deferrable one does not.
-- parameters: $1 live table, $2 shadow table, each as a quoted, qualified name
-- columns: attnames, live_operators, shadow_operators, immediate
WITH unique_index AS (
    SELECT i.indrelid, i.indisprimary, i.indimmediate, i.indnkeyatts,
           ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, position)
                   JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                  WHERE k.position <= i.indnkeyatts ORDER BY a.attname) AS attnames,
           ARRAY(SELECT pg_catalog.format('OPERATOR(%I.%s)', n.nspname, o.oprname)
                   FROM ROWS FROM (pg_catalog.unnest(i.indkey::int2[]), pg_catalog.unnest(i.indclass::oid[])) WITH ORDINALITY k (attnum, opclass, position)
                   JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                   JOIN pg_catalog.pg_opclass c ON c.oid = k.opclass
                   JOIN pg_catalog.pg_amop m ON m.amopfamily = c.opcfamily AND m.amoplefttype = c.opcintype
                                            AND m.amoprighttype = c.opcintype AND m.amopstrategy = 3
                   JOIN pg_catalog.pg_operator o ON o.oid = m.amopopr
                   JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
                  WHERE k.position <= i.indnkeyatts ORDER BY a.attname) AS operators,
           NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a
                        WHERE a.attrelid = i.indrelid AND a.attnum = ANY ((i.indkey::int2[])[0 : i.indnkeyatts - 1]) AND NOT a.attnotnull) AS filled
      FROM pg_catalog.pg_index i
     WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND NOT 0 = ANY ((i.indkey::int2[])[0 : i.indnkeyatts - 1])
       AND i.indrelid IN ($1::text::pg_catalog.regclass, $2::text::pg_catalog.regclass)
)
SELECT l.attnames, l.operators AS live_operators, s.operators AS shadow_operators, l.indimmediate AND s.indimmediate AS immediate
  FROM unique_index l JOIN unique_index s ON s.attnames = l.attnames
 WHERE l.indrelid = $1::text::pg_catalog.regclass AND s.indrelid = $2::text::pg_catalog.regclass AND l.filled
 ORDER BY immediate DESC, l.indisprimary DESC, l.indnkeyatts, l.attnames
