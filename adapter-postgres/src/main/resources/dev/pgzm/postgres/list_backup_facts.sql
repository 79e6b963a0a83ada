-- What stays as it is in a schema that nobody touches, besides its inventory and its rows.
-- parameters: $1 schema
-- columns: kind, object, value
WITH side AS (
    SELECT oid, nspowner, nspacl FROM pg_catalog.pg_namespace WHERE nspname = $1
), object AS (
    SELECT 'schema' AS object, nspowner AS owner, COALESCE(nspacl, pg_catalog.acldefault('n', nspowner)) AS acl FROM side
    UNION ALL
    SELECT CASE c.relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || c.relname, c.relowner,
           COALESCE(c.relacl, pg_catalog.acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))
      FROM side JOIN pg_catalog.pg_class c ON c.relnamespace = side.oid
     WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
    UNION ALL
    SELECT 'column ' || c.relname || '.' || a.attname, c.relowner, a.attacl
      FROM side JOIN pg_catalog.pg_class c ON c.relnamespace = side.oid JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
     WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL
    SELECT 'routine ' || p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')', p.proowner,
           COALESCE(p.proacl, pg_catalog.acldefault('f', p.proowner))
      FROM side JOIN pg_catalog.pg_proc p ON p.pronamespace = side.oid
    UNION ALL
    SELECT 'type ' || t.typname, t.typowner, COALESCE(t.typacl, pg_catalog.acldefault('T', t.typowner))
      FROM side JOIN pg_catalog.pg_type t ON t.typnamespace = side.oid
     WHERE t.typrelid = 0 AND t.typelem = 0 AND t.typname <> 'pgzm_record'
)
SELECT 'PRIVILEGES' AS kind, o.object,
       'owner ' || pg_catalog.pg_get_userbyid(o.owner) || COALESCE((
           SELECT pg_catalog.string_agg(e.entry, '' ORDER BY e.entry COLLATE "C")
             FROM (SELECT ', ' || CASE x.grantee WHEN 0 THEN 'everybody' ELSE pg_catalog.pg_get_userbyid(x.grantee) END || ' '
                          || x.privilege_type || CASE WHEN x.is_grantable THEN ' with grant option' ELSE '' END AS entry
                     FROM pg_catalog.aclexplode(o.acl) x) e), '') AS value
  FROM object o
UNION ALL
SELECT 'SEQUENCE', c.relname,
       CASE WHEN pg_catalog.has_sequence_privilege(c.oid, 'SELECT,USAGE')
            THEN COALESCE(pg_catalog.pg_sequence_last_value(c.oid)::text, 'not used yet') ELSE 'not readable' END
  FROM side JOIN pg_catalog.pg_class c ON c.relnamespace = side.oid
 WHERE c.relkind = 'S'
UNION ALL
SELECT 'INVALID', 'index ' || c.relname || ' is not valid', ''
  FROM side JOIN pg_catalog.pg_class c ON c.relnamespace = side.oid JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
 WHERE NOT i.indisvalid
UNION ALL
SELECT 'INVALID', 'constraint ' || k.conname || ' on ' || c.relname || ' is not validated', ''
  FROM side JOIN pg_catalog.pg_class c ON c.relnamespace = side.oid JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid
 WHERE NOT k.convalidated
