-- The objects of a schema that change it by themselves. Routines and operators come first, since the types of their arguments
-- are part of their names; then relations in the order in which they are locked: what reads others before what is read.
-- Left out are members of extensions and what goes along with another object: indexes, owned sequences, the types of rows
-- and arrays. Whether a multirange goes along with its range is the server's; it is told once its range is elsewhere.
-- parameters: $1 schema
-- columns: kind, identity (both as ALTER wants them), relation (whether it is one), owned (whether the connected role may move it)
WITH home (nsp) AS (
    SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1
), found (place, classid, objid, kind, owner) AS (
    SELECT CASE c.relkind WHEN 'v' THEN 1 WHEN 'm' THEN 2 WHEN 'S' THEN 4 ELSE 3 END,
           'pg_catalog.pg_class'::regclass, c.oid, 'TABLE', c.relowner
      FROM pg_catalog.pg_class c JOIN home ON c.relnamespace = nsp
     WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND c.relkind = 'S'
                          AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i'))
    UNION ALL
    SELECT 5, 'pg_catalog.pg_type'::regclass, t.oid, 'TYPE', t.typowner
      FROM pg_catalog.pg_type t JOIN home ON t.typnamespace = nsp
      LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
      LEFT JOIN pg_catalog.pg_range r ON r.rngmultitypid = t.oid
      LEFT JOIN pg_catalog.pg_type s ON s.oid = r.rngtypid
     WHERE (t.typrelid = 0 OR c.relkind = 'c') AND s.typnamespace IS DISTINCT FROM nsp
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)
    UNION ALL
    SELECT 0, 'pg_catalog.pg_proc'::regclass, oid, CASE prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'ROUTINE' ELSE 'FUNCTION' END, proowner
      FROM pg_catalog.pg_proc JOIN home ON pronamespace = nsp
    UNION ALL
    SELECT 0, 'pg_catalog.pg_operator'::regclass, oid, 'OPERATOR', oprowner FROM pg_catalog.pg_operator JOIN home ON oprnamespace = nsp
    UNION ALL SELECT 5, 'pg_catalog.pg_opclass'::regclass, oid, 'OPERATOR CLASS', opcowner FROM pg_catalog.pg_opclass JOIN home ON opcnamespace = nsp
    UNION ALL SELECT 5, 'pg_catalog.pg_opfamily'::regclass, oid, 'OPERATOR FAMILY', opfowner FROM pg_catalog.pg_opfamily JOIN home ON opfnamespace = nsp
    UNION ALL SELECT 5, 'pg_catalog.pg_collation'::regclass, oid, 'COLLATION', collowner FROM pg_catalog.pg_collation JOIN home ON collnamespace = nsp
    UNION ALL SELECT 5, 'pg_catalog.pg_conversion'::regclass, oid, 'CONVERSION', conowner FROM pg_catalog.pg_conversion JOIN home ON connamespace = nsp
    UNION ALL SELECT 5, 'pg_catalog.pg_ts_config'::regclass, oid, 'TEXT SEARCH CONFIGURATION', cfgowner FROM pg_catalog.pg_ts_config JOIN home ON cfgnamespace = nsp
    UNION ALL SELECT 5, 'pg_catalog.pg_ts_dict'::regclass, oid, 'TEXT SEARCH DICTIONARY', dictowner FROM pg_catalog.pg_ts_dict JOIN home ON dictnamespace = nsp
    UNION ALL SELECT 5, 'pg_catalog.pg_ts_parser'::regclass, oid, 'TEXT SEARCH PARSER', 10 FROM pg_catalog.pg_ts_parser JOIN home ON prsnamespace = nsp
    UNION ALL SELECT 5, 'pg_catalog.pg_ts_template'::regclass, oid, 'TEXT SEARCH TEMPLATE', 10 FROM pg_catalog.pg_ts_template JOIN home ON tmplnamespace = nsp
    UNION ALL SELECT 5, 'pg_catalog.pg_statistic_ext'::regclass, oid, 'STATISTICS', stxowner FROM pg_catalog.pg_statistic_ext JOIN home ON stxnamespace = nsp
)
SELECT kind,
       CASE WHEN kind IN ('FUNCTION', 'PROCEDURE')
            -- an argument of mode OUT is part of what ALTER PROCEDURE looks for
            THEN pg_catalog.format('%I.%I(%s)', $1::text, (SELECT proname FROM pg_catalog.pg_proc WHERE oid = objid), pg_catalog.pg_get_function_identity_arguments(objid))
            ELSE (pg_catalog.pg_identify_object(classid, objid, 0)).identity END AS identity,
       kind = 'TABLE' AS relation,
       pg_catalog.pg_has_role(owner, 'USAGE') AS owned
  FROM found
 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = found.classid AND e.objid = found.objid AND e.deptype = 'e')
 ORDER BY place, CASE place WHEN 1 THEN -objid::bigint ELSE objid::bigint END
