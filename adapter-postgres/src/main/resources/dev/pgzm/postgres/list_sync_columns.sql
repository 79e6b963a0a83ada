-- The columns of a preserved table and of the table that is to hold its rows, by their names.
-- parameters: $1 live table, $2 shadow table, each as a quoted, qualified name
-- columns: attname, in_live, in_shadow, computed (by the new table), always (generated as identity), same (type), assigned (a cast
--   does it), type (of the new column), live_type, collation ('' where none has to be said)
SELECT COALESCE(s.attname, l.attname) AS attname, l.attnum IS NOT NULL AS in_live, s.attnum IS NOT NULL AS in_shadow,
       COALESCE(s.attgenerated <> '', false) AS computed, COALESCE(s.attidentity = 'a', false) AS always,
       COALESCE(l.atttypid = s.atttypid, false) AS same,
       COALESCE(l.atttypid = s.atttypid OR st.typcategory = 'S'
                OR EXISTS (SELECT FROM pg_catalog.pg_cast k
                            WHERE k.castsource = COALESCE(NULLIF(lt.typbasetype, 0), lt.oid) AND k.castcontext IN ('a', 'i')
                              AND k.casttarget = COALESCE(NULLIF(st.typbasetype, 0), st.oid))
                OR COALESCE(NULLIF(lt.typbasetype, 0), lt.oid) = COALESCE(NULLIF(st.typbasetype, 0), st.oid), false) AS assigned,
       COALESCE(pg_catalog.format_type(s.atttypid, s.atttypmod), '') AS type,
       COALESCE(pg_catalog.format_type(l.atttypid, l.atttypmod), '') AS live_type,
       CASE WHEN s.attcollation <> 0 AND s.attcollation <> l.attcollation
            THEN (SELECT pg_catalog.format('%I.%I', n.nspname, c.collname) FROM pg_catalog.pg_collation c
                    JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace WHERE c.oid = s.attcollation) ELSE '' END AS collation
  FROM (SELECT * FROM pg_catalog.pg_attribute WHERE attrelid = $1::text::pg_catalog.regclass AND attnum > 0 AND NOT attisdropped) l
  FULL JOIN (SELECT * FROM pg_catalog.pg_attribute WHERE attrelid = $2::text::pg_catalog.regclass AND attnum > 0 AND NOT attisdropped) s
       ON s.attname = l.attname
  LEFT JOIN pg_catalog.pg_type lt ON lt.oid = l.atttypid
  LEFT JOIN pg_catalog.pg_type st ON st.oid = s.atttypid
 ORDER BY s.attnum, l.attnum
