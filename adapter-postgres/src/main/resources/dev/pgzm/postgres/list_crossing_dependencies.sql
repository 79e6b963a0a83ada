-- Dependencies that cross the border of a schema: the dependent stands inside and what it needs outside, or the reverse.
-- An extension's members count as outside, wherever they live. What follows another object of its kind by itself is left out:
-- the triggers of foreign keys, and what partitions have from their parent. Where all dependents
-- are asked for, those in shadow and in backups, on which nobody relies, are told only if that is asked for too.
-- parameters: $1 schema of the dependents, or an empty string; $2 schema of what they need, or an empty string;
--     $3 whether shadow's and backups' count
-- columns: dependent, dependent_schema, dependent_extension, referenced, referenced_schema, referenced_extension,
--     dependent_catalog, dependent_oid, dependent_column, need (what is referenced, in the inventory's words, or null),
--     referenced_object, referenced_type (what is referenced, or the element of it, if that is a type)
WITH placed (classid, objid, nsp) AS (
      SELECT 'pg_catalog.pg_class'::regclass, oid, relnamespace FROM pg_catalog.pg_class
      UNION ALL SELECT 'pg_catalog.pg_proc'::regclass, oid, pronamespace FROM pg_catalog.pg_proc WHERE oid >= 16384
      UNION ALL SELECT 'pg_catalog.pg_type'::regclass, oid, typnamespace FROM pg_catalog.pg_type WHERE oid >= 16384
      UNION ALL SELECT 'pg_catalog.pg_operator'::regclass, oid, oprnamespace FROM pg_catalog.pg_operator WHERE oid >= 16384
      UNION ALL SELECT 'pg_catalog.pg_opclass'::regclass, oid, opcnamespace FROM pg_catalog.pg_opclass WHERE oid >= 16384
      UNION ALL SELECT 'pg_catalog.pg_opfamily'::regclass, oid, opfnamespace FROM pg_catalog.pg_opfamily WHERE oid >= 16384
      UNION ALL SELECT 'pg_catalog.pg_collation'::regclass, oid, collnamespace FROM pg_catalog.pg_collation WHERE oid >= 16384
      UNION ALL SELECT 'pg_catalog.pg_conversion'::regclass, oid, connamespace FROM pg_catalog.pg_conversion WHERE oid >= 16384
      UNION ALL SELECT 'pg_catalog.pg_statistic_ext'::regclass, oid, stxnamespace FROM pg_catalog.pg_statistic_ext
      UNION ALL SELECT 'pg_catalog.pg_ts_config'::regclass, oid, cfgnamespace FROM pg_catalog.pg_ts_config WHERE oid >= 16384
      UNION ALL SELECT 'pg_catalog.pg_ts_dict'::regclass, oid, dictnamespace FROM pg_catalog.pg_ts_dict WHERE oid >= 16384
      UNION ALL SELECT 'pg_catalog.pg_constraint'::regclass, oid, connamespace FROM pg_catalog.pg_constraint
      UNION ALL SELECT 'pg_catalog.pg_attrdef'::regclass, a.oid, c.relnamespace FROM pg_catalog.pg_attrdef a JOIN pg_catalog.pg_class c ON c.oid = a.adrelid
      UNION ALL SELECT 'pg_catalog.pg_rewrite'::regclass, w.oid, c.relnamespace FROM pg_catalog.pg_rewrite w JOIN pg_catalog.pg_class c ON c.oid = w.ev_class
      UNION ALL SELECT 'pg_catalog.pg_trigger'::regclass, t.oid, c.relnamespace FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
      UNION ALL SELECT 'pg_catalog.pg_policy'::regclass, p.oid, c.relnamespace FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
), space AS MATERIALIZED (
    SELECT oid, nspname, pg_catalog.obj_description(oid, 'pg_namespace') LIKE 'pgzm migration %' AS marked FROM pg_catalog.pg_namespace
), object AS (
    SELECT p.classid::oid AS classid, p.objid, n.nspname, n.marked, x.extname
      FROM placed p
      JOIN space n ON n.oid = p.nsp
      LEFT JOIN pg_catalog.pg_depend e ON e.classid = p.classid AND e.objid = p.objid AND e.deptype = 'e'
                                      AND e.refclassid = 'pg_catalog.pg_extension'::regclass
      LEFT JOIN pg_catalog.pg_extension x ON x.oid = e.refobjid
)
SELECT COALESCE(pg_catalog.pg_describe_object('pg_catalog.pg_class'::regclass, v.ev_class, 0),
                pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)) AS dependent,
       f.nspname AS dependent_schema, f.extname AS dependent_extension,
       pg_catalog.pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid) AS referenced,
       t.nspname AS referenced_schema, COALESCE(t.extname, x.extname) AS referenced_extension,
       d.classid::pg_catalog.regclass::text AS dependent_catalog, d.objid AS dependent_oid, d.objsubid AS dependent_column,
       pg_catalog.pg_describe_object(d.refclassid, d.refobjid, 0) AS referenced_object,
       CASE d.refclassid
       WHEN 'pg_catalog.pg_class'::regclass THEN COALESCE(
           (SELECT 'column ' || c.relname || '.' || a.attname || CASE WHEN v.oid IS NULL THEN ''
                   ELSE ' ' || y.typname || ' ' || a.atttypmod END
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
              JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
             WHERE c.oid = d.refobjid AND a.attnum = d.refobjsubid AND a.attnum > 0),
           (SELECT CASE WHEN c.relkind IN ('i', 'I') THEN 'index ' ELSE 'relation ' END || c.relname
              FROM pg_catalog.pg_class c WHERE c.oid = d.refobjid))
       WHEN 'pg_catalog.pg_proc'::regclass THEN
           (SELECT 'routine ' || p.proname || '(' || COALESCE((
                       SELECT pg_catalog.string_agg(y.typname, ', ' ORDER BY a.position)
                         FROM pg_catalog.unnest(p.proargtypes) WITH ORDINALITY a (typ, position)
                         JOIN pg_catalog.pg_type y ON y.oid = a.typ), '') || ')'
              FROM pg_catalog.pg_proc p WHERE p.oid = d.refobjid)
       WHEN 'pg_catalog.pg_type'::regclass THEN
           (SELECT CASE WHEN y.typtype = 'c' THEN 'relation ' ELSE 'type ' END || y.typname
              FROM pg_catalog.pg_type y WHERE y.oid = d.refobjid AND y.typelem = 0 AND y.typtype IN ('c', 'e', 'd', 'r', 'b'))
       WHEN 'pg_catalog.pg_constraint'::regclass THEN
           (SELECT 'constraint ' || k.conname || ' on ' || c.relname
              FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid WHERE k.oid = d.refobjid)
       END AS need,
       CASE d.refclassid
       WHEN 'pg_catalog.pg_type'::regclass THEN COALESCE((SELECT oid FROM pg_catalog.pg_type WHERE typarray = d.refobjid), d.refobjid)
       WHEN 'pg_catalog.pg_class'::regclass THEN (SELECT reltype FROM pg_catalog.pg_class WHERE oid = d.refobjid AND relkind = 'c')
       END AS referenced_type
  FROM pg_catalog.pg_depend d
  LEFT JOIN object f ON f.classid = d.classid AND f.objid = d.objid
  LEFT JOIN object t ON t.classid = d.refclassid AND t.objid = d.refobjid
  LEFT JOIN pg_catalog.pg_depend e ON t.objid IS NULL AND e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e'
  LEFT JOIN pg_catalog.pg_extension x ON x.oid = e.refobjid
  LEFT JOIN pg_catalog.pg_rewrite v ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND v.oid = d.objid AND v.rulename = '_RETURN'
 WHERE d.deptype IN ('n', 'a', 'i') AND d.refclassid <> 'pg_catalog.pg_namespace'::regclass
   AND ($1 = '' OR f.nspname = $1 AND f.extname IS NULL)
   AND ($2 = '' OR t.nspname = $2 AND t.extname IS NULL)
   AND ($1 <> '' OR $2 <> '')
   AND (f.nspname IS DISTINCT FROM t.nspname OR t.extname IS NOT NULL OR x.extname IS NOT NULL)
   AND (t.nspname IS NOT NULL AND t.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema') OR x.extname IS NOT NULL)
   AND f.nspname !~ '^pg_(toast|temp)'
   AND ($1 <> '' OR $3 OR f.marked IS NOT TRUE)
   AND NOT (d.classid = 'pg_catalog.pg_trigger'::regclass
            AND EXISTS (SELECT FROM pg_catalog.pg_trigger g WHERE g.oid = d.objid AND (g.tgisinternal OR g.tgparentid <> 0)))
   AND NOT (d.classid = 'pg_catalog.pg_constraint'::regclass
            AND EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.oid = d.objid AND k.conparentid <> 0))
 ORDER BY dependent, referenced
