-- Privileges that roles have on a schema, its objects and their columns and would not have on the other schema's of the same
-- names: neither themselves nor by a role that they belong to. What initdb granted on the schema does not count.
-- parameters: $1 live schema, $2 shadow schema
-- columns: what, curable (by the connected role)
WITH side AS (
    SELECT oid, nspname, nspname = $1 AS live, nspowner, nspacl FROM pg_catalog.pg_namespace WHERE nspname IN ($1, $2)
), object AS (
    SELECT side.live, CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind, c.relname::text AS key,
           pg_catalog.format('%I.%I', side.nspname, c.relname) AS name, c.oid, c.relowner AS owner,
           COALESCE(c.relacl, pg_catalog.acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)) AS acl
      FROM side JOIN pg_catalog.pg_class c ON c.relnamespace = side.oid
     WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    UNION ALL
    SELECT side.live, 'ROUTINE', p.proname || '(' || COALESCE((
               SELECT pg_catalog.string_agg(CASE WHEN n.nspname IN ($1, $2) THEN '' ELSE n.nspname || '.' END || t.typname, ', '
                                            ORDER BY a.position)
                 FROM pg_catalog.unnest(p.proargtypes) WITH ORDINALITY a (typ, position)
                 JOIN pg_catalog.pg_type t ON t.oid = a.typ JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace), '') || ')',
           p.oid::regprocedure::text, p.oid, p.proowner,
           COALESCE(p.proacl, pg_catalog.acldefault('f', p.proowner))
      FROM side JOIN pg_catalog.pg_proc p ON p.pronamespace = side.oid
     WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                        WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
    UNION ALL
    SELECT side.live, 'TYPE', t.typname, pg_catalog.format('%I.%I', side.nspname, t.typname), t.oid, t.typowner,
           COALESCE(t.typacl, pg_catalog.acldefault('T', t.typowner))
      FROM side JOIN pg_catalog.pg_type t ON t.typnamespace = side.oid
      LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
     WHERE (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'b' AND t.typelem = 0 OR c.relkind = 'c')
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                        WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
    UNION ALL
    SELECT side.live, 'SCHEMA', '', pg_catalog.quote_ident(side.nspname), side.oid, side.nspowner,
           CASE WHEN side.nspacl IS NULL OR side.live AND side.nspacl = i.initprivs
                THEN pg_catalog.acldefault('n', side.nspowner) ELSE side.nspacl END
      FROM side
      LEFT JOIN pg_catalog.pg_init_privs i
             ON i.objoid = side.oid AND i.classoid = 'pg_catalog.pg_namespace'::regclass AND i.objsubid = 0
), pair AS (
    SELECT s.kind, s.key, s.name, l.oid AS live_oid, s.oid, l.owner AS live_owner, s.owner, l.acl AS live_acl, s.acl
      FROM object l JOIN object s ON s.kind = l.kind AND s.key = l.key AND l.live AND NOT s.live
), col AS (
    SELECT p.kind, p.key, l.attname, l.attacl AS live_acl, s.attacl AS acl
      FROM pair p
      JOIN pg_catalog.pg_attribute l ON l.attrelid = p.live_oid AND NOT l.attisdropped
      JOIN pg_catalog.pg_attribute s ON s.attrelid = p.oid AND s.attname = l.attname AND NOT s.attisdropped
     WHERE p.kind = 'TABLE' AND (l.attacl IS NOT NULL OR s.attacl IS NOT NULL)
), entry AS (
    SELECT e.kind, e.key, e.live, e.attname, x.grantee, x.privilege_type, pg_catalog.bool_or(x.is_grantable) AS is_grantable
      FROM (SELECT kind, key, true AS live, NULL::name AS attname, live_acl AS acl FROM pair
            UNION ALL SELECT kind, key, false, NULL, acl FROM pair
            UNION ALL SELECT kind, key, true, attname, live_acl FROM col
            UNION ALL SELECT kind, key, false, attname, acl FROM col) e, pg_catalog.aclexplode(e.acl) x
     GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT pg_catalog.format('%s%s on %s for %s', l.privilege_type, ' (' || l.attname || ')',
              CASE p.kind WHEN 'SCHEMA' THEN 'schema ' || $1::text ELSE pg_catalog.lower(p.kind) || ' ' || pg_catalog.replace(p.key, 'pg_catalog.', '') END,
              CASE l.grantee WHEN 0 THEN 'everybody' ELSE 'role ' || pg_catalog.pg_get_userbyid(l.grantee) END)
           || CASE WHEN l.is_grantable THEN ' (with grant option)' ELSE '' END AS what,
       pg_catalog.pg_has_role(p.owner, 'USAGE') AS curable
  FROM entry l
  JOIN pair p USING (kind, key)
 WHERE l.live
   AND NOT EXISTS (SELECT FROM entry s
                    WHERE s.kind = l.kind AND s.key = l.key AND NOT s.live AND s.privilege_type = l.privilege_type
                      AND (s.attname IS NULL OR s.attname = l.attname)
                      AND (s.is_grantable OR NOT l.is_grantable OR s.grantee = p.owner)
                      AND CASE WHEN s.grantee = 0 OR s.grantee = l.grantee THEN true
                               WHEN l.grantee = 0 THEN false
                               ELSE pg_catalog.pg_has_role(l.grantee, s.grantee, 'USAGE') END)
 ORDER BY what
