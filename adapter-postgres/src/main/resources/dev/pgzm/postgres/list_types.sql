-- Enums, domains, composite and range types of a schema, without the extensions'. Runs with an empty search_path, so that every name
-- in a definition comes out qualified. A type is tied if it is a range, whose constructors have its name, if a cast,
-- a transform or an operator class is made for it, if another kind of object has its name, or if its definition uses such an
-- object of the schema or a check that was not validated.
-- parameters: $1 schema
-- columns: oid, typname, definition, needs, tied, owned
WITH own AS (
    SELECT t.*
      FROM pg_catalog.pg_type t
      LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
     WHERE t.typnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1)
       AND (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c')
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                        WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
), part (oid, classid, objid) AS (
      SELECT oid, 'pg_catalog.pg_type'::regclass::oid, oid FROM own
      UNION ALL SELECT oid, 'pg_catalog.pg_class'::regclass, typrelid FROM own WHERE typrelid <> 0
      UNION ALL SELECT own.oid, 'pg_catalog.pg_constraint'::regclass, k.oid FROM own JOIN pg_catalog.pg_constraint k ON k.contypid = own.oid
), need AS (
    SELECT DISTINCT p.oid, d.refclassid, d.refobjid
      FROM part p
      JOIN pg_catalog.pg_depend d ON d.classid = p.classid AND d.objid = p.objid AND d.deptype = 'n'
     WHERE d.refclassid NOT IN ('pg_catalog.pg_namespace'::regclass, 'pg_catalog.pg_extension'::regclass)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e')
), named AS (
    SELECT n.oid, r.typnamespace AS nsp, COALESCE(e.typname, r.typname) AS name
      FROM need n
      JOIN pg_catalog.pg_type r ON n.refclassid = 'pg_catalog.pg_type'::regclass AND r.oid = n.refobjid
      LEFT JOIN pg_catalog.pg_type e ON e.typarray = r.oid
    UNION ALL
    SELECT n.oid, c.relnamespace, c.relname
      FROM need n
      JOIN pg_catalog.pg_class c ON n.refclassid = 'pg_catalog.pg_class'::regclass AND c.oid = n.refobjid
)
SELECT own.oid::bigint AS oid, own.typname,
       CASE own.typtype
           WHEN 'e' THEN 'enum (' || COALESCE((
               SELECT pg_catalog.string_agg(pg_catalog.quote_literal(l.enumlabel), ', ' ORDER BY l.enumsortorder)
                 FROM pg_catalog.pg_enum l WHERE l.enumtypid = own.oid), '') || ')'
           WHEN 'd' THEN 'domain over ' || pg_catalog.format_type(own.typbasetype, own.typtypmod)
               || COALESCE(' collate ' || NULLIF(own.typcollation, 0)::regcollation::text, '')
               || CASE WHEN own.typnotnull THEN ' not null' ELSE '' END
               || COALESCE(' default ' || pg_catalog.pg_get_expr(own.typdefaultbin, 0), '')
               || COALESCE((
               SELECT pg_catalog.string_agg(' ' || pg_catalog.quote_ident(k.conname) || ' ' || pg_catalog.pg_get_constraintdef(k.oid), ''
                                            ORDER BY k.conname)
                 FROM pg_catalog.pg_constraint k WHERE k.contypid = own.oid AND k.contype = 'c'), '')
           WHEN 'r' THEN 'range over ' || (SELECT pg_catalog.format_type(r.rngsubtype, NULL) FROM pg_catalog.pg_range r WHERE r.rngtypid = own.oid)
           ELSE 'composite (' || COALESCE((
               SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname) || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod)
                                            || COALESCE(' collate ' || NULLIF(a.attcollation, 0)::regcollation::text, ''), ', '
                                            ORDER BY a.attnum)
                 FROM pg_catalog.pg_attribute a WHERE a.attrelid = own.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')'
       END AS definition,
       ARRAY(SELECT DISTINCT m.name::text FROM named m WHERE m.oid = own.oid AND m.nsp = own.typnamespace AND m.name <> own.typname) AS needs,
       own.typtype = 'r'
       OR EXISTS (SELECT FROM need n
                WHERE n.oid = own.oid AND n.refclassid NOT IN ('pg_catalog.pg_type'::regclass, 'pg_catalog.pg_class'::regclass)
                  AND (pg_catalog.pg_identify_object(n.refclassid, n.refobjid, 0)).schema = pg_catalog.quote_ident($1))
       OR EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.contypid = own.oid AND NOT k.convalidated)
       OR EXISTS (SELECT FROM pg_catalog.pg_cast k WHERE own.oid IN (k.castsource, k.casttarget) OR own.typarray IN (k.castsource, k.casttarget))
       OR EXISTS (SELECT FROM pg_catalog.pg_transform x WHERE x.trftype = own.oid)
       OR EXISTS (SELECT FROM pg_catalog.pg_opclass o WHERE o.opcintype IN (own.oid, own.typarray))
       OR EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.pronamespace = own.typnamespace AND p.proname = own.typname)
       OR EXISTS (SELECT FROM pg_catalog.pg_class c
                   WHERE c.relnamespace = own.typnamespace AND c.relname = own.typname AND c.oid <> own.typrelid)
       OR EXISTS (SELECT FROM pg_catalog.pg_collation c WHERE c.collnamespace = own.typnamespace AND c.collname = own.typname)
       OR EXISTS (SELECT FROM pg_catalog.pg_opclass o WHERE o.opcnamespace = own.typnamespace AND o.opcname = own.typname)
       OR EXISTS (SELECT FROM pg_catalog.pg_opfamily o WHERE o.opfnamespace = own.typnamespace AND o.opfname = own.typname)
       OR EXISTS (SELECT FROM pg_catalog.pg_conversion c WHERE c.connamespace = own.typnamespace AND c.conname = own.typname)
       OR EXISTS (SELECT FROM pg_catalog.pg_statistic_ext x WHERE x.stxnamespace = own.typnamespace AND x.stxname = own.typname)
       OR EXISTS (SELECT FROM pg_catalog.pg_ts_config s WHERE s.cfgnamespace = own.typnamespace AND s.cfgname = own.typname)
       OR EXISTS (SELECT FROM pg_catalog.pg_ts_dict s WHERE s.dictnamespace = own.typnamespace AND s.dictname = own.typname) AS tied,
       pg_catalog.pg_has_role(own.typowner, 'USAGE') AS owned
  FROM own
 ORDER BY own.typname
