-- What a schema holds, one line an object, without the extensions'. Told in words that are the same on every major version
-- and wherever an extension lives: no deparsed definitions, no schemas of types. Left out is what a dump makes anew or
-- leaves out: invalid indexes, the triggers that partitions have from their parent, the names of such constraints.
-- parameters: $1 schema
-- columns: object
WITH own AS (
    SELECT c.* FROM pg_catalog.pg_class c
     WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                        WHERE d.deptype = 'e'
                          AND (d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                               -- of a composite type it is the type that is the member
                               OR d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = c.reltype AND c.relkind = 'c'))
)
SELECT 'relation ' || relname || ' ' || relkind::text AS object FROM own WHERE relkind NOT IN ('i', 'I')
UNION ALL
SELECT 'unlogged ' || relname FROM own WHERE relkind = 'r' AND relpersistence = 'u'
UNION ALL
SELECT 'index ' || relname || ' valid' FROM own JOIN pg_catalog.pg_index i ON i.indexrelid = own.oid WHERE i.indisvalid
UNION ALL
SELECT 'column ' || relname || '.' || a.attname || ' ' || t.typname || ' ' || a.atttypmod
       || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
  FROM own JOIN pg_catalog.pg_attribute a ON a.attrelid = own.oid JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
 WHERE own.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'constraint ' || CASE WHEN k.conparentid = 0 THEN k.conname::text ELSE 'of a parent' END || ' on ' || own.relname
       || ' ' || k.contype::text || CASE WHEN k.convalidated THEN '' ELSE ' not valid' END
  FROM own JOIN pg_catalog.pg_constraint k ON k.conrelid = own.oid WHERE k.contype NOT IN ('n', 't')
UNION ALL
SELECT 'trigger ' || t.tgname || ' on ' || own.relname || ' ' || t.tgenabled::text
  FROM own JOIN pg_catalog.pg_trigger t ON t.tgrelid = own.oid WHERE NOT t.tgisinternal AND t.tgparentid = 0
UNION ALL
SELECT 'rule ' || w.rulename || ' on ' || own.relname || ' ' || w.ev_enabled::text
  FROM own JOIN pg_catalog.pg_rewrite w ON w.ev_class = own.oid
UNION ALL
SELECT 'policy ' || p.polname || ' on ' || own.relname
  FROM own JOIN pg_catalog.pg_policy p ON p.polrelid = own.oid
UNION ALL
SELECT 'routine ' || p.proname || '(' || COALESCE((
           SELECT pg_catalog.string_agg(t.typname, ', ' ORDER BY a.position)
             FROM pg_catalog.unnest(p.proargtypes) WITH ORDINALITY a (typ, position) JOIN pg_catalog.pg_type t ON t.oid = a.typ), '') || ')'
  FROM pg_catalog.pg_proc p
 WHERE p.pronamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT 'type ' || t.typname || ' ' || t.typtype::text
  FROM pg_catalog.pg_type t
 WHERE t.typnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1)
   AND t.typtype IN ('e', 'd', 'r', 'b') AND t.typelem = 0
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
UNION ALL
SELECT 'statistics ' || x.stxname
  FROM pg_catalog.pg_statistic_ext x WHERE x.stxnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1)
