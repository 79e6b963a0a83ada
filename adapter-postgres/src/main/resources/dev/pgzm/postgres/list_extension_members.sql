-- The members of extensions that stand in a schema, each in the words in which the inventory would tell of an object that
-- cannot stand beside it. A relation and a type cannot have one name, since relations have types.
-- parameters: $1 schema
-- columns: extname, object
SELECT x.extname, m.object
  FROM pg_catalog.pg_extension x
  JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.refobjid = x.oid AND d.deptype = 'e'
  JOIN pg_catalog.pg_namespace n ON n.nspname = $1
  JOIN LATERAL (
       SELECT kind || c.relname AS object FROM pg_catalog.pg_class c, (VALUES ('relation '), ('type ')) k (kind)
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND c.oid = d.objid AND c.relnamespace = n.oid
       UNION ALL
       SELECT kind || t.typname FROM pg_catalog.pg_type t, (VALUES ('relation '), ('type ')) k (kind)
        WHERE d.classid = 'pg_catalog.pg_type'::regclass AND t.oid = d.objid AND t.typnamespace = n.oid
       UNION ALL
       SELECT 'routine ' || p.proname || '(' || COALESCE((
                  SELECT pg_catalog.string_agg(t.typname, ', ' ORDER BY a.position)
                    FROM pg_catalog.unnest(p.proargtypes) WITH ORDINALITY a (typ, position) JOIN pg_catalog.pg_type t ON t.oid = a.typ), '') || ')'
         FROM pg_catalog.pg_proc p WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND p.oid = d.objid AND p.pronamespace = n.oid
       ) m ON true
 ORDER BY 1, 2
