-- Dependencies that cross the border of a schema: the dependent stands inside and what it needs outside, or the reverse.
-- An extension's members count as outside, wherever they live.
-- parameters: $1 schema of the dependents, or an empty string; $2 schema of what they need, or an empty string
-- columns: dependent, dependent_schema, dependent_extension, referenced, referenced_schema, referenced_extension
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
), object AS (
    SELECT p.classid::oid AS classid, p.objid, n.nspname, x.extname
      FROM placed p
      JOIN pg_catalog.pg_namespace n ON n.oid = p.nsp
      LEFT JOIN pg_catalog.pg_depend e ON e.classid = p.classid AND e.objid = p.objid AND e.deptype = 'e'
                                      AND e.refclassid = 'pg_catalog.pg_extension'::regclass
      LEFT JOIN pg_catalog.pg_extension x ON x.oid = e.refobjid
)
SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) AS dependent,
       f.nspname AS dependent_schema, f.extname AS dependent_extension,
       pg_catalog.pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid) AS referenced,
       t.nspname AS referenced_schema, COALESCE(t.extname, x.extname) AS referenced_extension
  FROM pg_catalog.pg_depend d
  LEFT JOIN object f ON f.classid = d.classid AND f.objid = d.objid
  LEFT JOIN object t ON t.classid = d.refclassid AND t.objid = d.refobjid
  LEFT JOIN pg_catalog.pg_depend e ON t.objid IS NULL AND e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e'
  LEFT JOIN pg_catalog.pg_extension x ON x.oid = e.refobjid
 WHERE d.deptype IN ('n', 'a', 'i') AND d.refclassid <> 'pg_catalog.pg_namespace'::regclass
   AND ($1 = '' OR f.nspname = $1 AND f.extname IS NULL)
   AND ($2 = '' OR t.nspname = $2 AND t.extname IS NULL)
   AND ($1 <> '' OR $2 <> '')
   AND (f.nspname IS DISTINCT FROM t.nspname OR t.extname IS NOT NULL OR x.extname IS NOT NULL)
   AND (t.nspname IS NOT NULL AND t.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema') OR x.extname IS NOT NULL)
   AND f.nspname !~ '^pg_(toast|temp)'
