-- Installed extensions with the names and schemas of their members that stand in one. The members of a trusted extension that
-- somebody else created belong to the bootstrap superuser, and ALTER EXTENSION SET SCHEMA wants to own them too.
-- parameters: none
-- columns: extname, extversion, nspname, relocatable, owned, member_schemas, members
SELECT e.extname, e.extversion, n.nspname, e.extrelocatable AS relocatable,
       pg_catalog.pg_has_role(e.extowner, 'USAGE')
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                         LEFT JOIN pg_catalog.pg_type t ON d.classid = 'pg_catalog.pg_type'::regclass AND t.oid = d.objid
                         LEFT JOIN pg_catalog.pg_proc p ON d.classid = 'pg_catalog.pg_proc'::regclass AND p.oid = d.objid
                        WHERE d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.refobjid = e.oid AND d.deptype = 'e'
                          AND NOT pg_catalog.pg_has_role(COALESCE(t.typowner, p.proowner), 'USAGE')) AS owned,
       COALESCE(own.schemas, '{}') AS member_schemas, COALESCE(own.members, '{}') AS members
  FROM pg_catalog.pg_extension e
  JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
  LEFT JOIN LATERAL (
       SELECT pg_catalog.array_agg(DISTINCT m.name) AS members, pg_catalog.array_agg(DISTINCT mn.nspname::text) AS schemas
         FROM pg_catalog.pg_depend d
         JOIN LATERAL (
              SELECT proname::text AS name, pronamespace AS nsp FROM pg_catalog.pg_proc WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND oid = d.objid
              UNION ALL SELECT typname, typnamespace FROM pg_catalog.pg_type WHERE d.classid = 'pg_catalog.pg_type'::regclass AND oid = d.objid
              UNION ALL SELECT relname, relnamespace FROM pg_catalog.pg_class WHERE d.classid = 'pg_catalog.pg_class'::regclass AND oid = d.objid
              UNION ALL SELECT oprname, oprnamespace FROM pg_catalog.pg_operator WHERE d.classid = 'pg_catalog.pg_operator'::regclass AND oid = d.objid
              UNION ALL SELECT opcname, opcnamespace FROM pg_catalog.pg_opclass WHERE d.classid = 'pg_catalog.pg_opclass'::regclass AND oid = d.objid
              UNION ALL SELECT opfname, opfnamespace FROM pg_catalog.pg_opfamily WHERE d.classid = 'pg_catalog.pg_opfamily'::regclass AND oid = d.objid
              UNION ALL SELECT collname, collnamespace FROM pg_catalog.pg_collation WHERE d.classid = 'pg_catalog.pg_collation'::regclass AND oid = d.objid
              UNION ALL SELECT cfgname, cfgnamespace FROM pg_catalog.pg_ts_config WHERE d.classid = 'pg_catalog.pg_ts_config'::regclass AND oid = d.objid
              UNION ALL SELECT dictname, dictnamespace FROM pg_catalog.pg_ts_dict WHERE d.classid = 'pg_catalog.pg_ts_dict'::regclass AND oid = d.objid
              UNION ALL SELECT tmplname, tmplnamespace FROM pg_catalog.pg_ts_template WHERE d.classid = 'pg_catalog.pg_ts_template'::regclass AND oid = d.objid
              UNION ALL SELECT prsname, prsnamespace FROM pg_catalog.pg_ts_parser WHERE d.classid = 'pg_catalog.pg_ts_parser'::regclass AND oid = d.objid
              ) m ON true
         JOIN pg_catalog.pg_namespace mn ON mn.oid = m.nsp
        WHERE d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.refobjid = e.oid AND d.deptype = 'e') own ON true
 ORDER BY e.extname
