-- Privileges that roles have on a schema, its objects and their columns and would not have on the other schema's of the same
-- names: neither themselves nor by a role that they belong to. What initdb granted on the schema does not count.
-- parameters: $1 live schema, $2 shadow schema
-- columns: what, curable (by the connected role), statement (that gives the privilege when the second schema is live)
WITH pair AS (
\ir list_same_named_objects.sql
    UNION ALL
    SELECT 'SCHEMA', '', pg_catalog.quote_ident(s.nspname), pg_catalog.quote_ident(l.nspname), l.oid, s.oid, l.nspowner, s.nspowner,
           CASE WHEN l.nspacl IS NULL OR l.nspacl = i.initprivs
                THEN pg_catalog.acldefault('n', l.nspowner) ELSE l.nspacl END,
           COALESCE(s.nspacl, pg_catalog.acldefault('n', s.nspowner))
      FROM pg_catalog.pg_namespace l
      JOIN pg_catalog.pg_namespace s ON l.nspname = $1 AND s.nspname = $2
      LEFT JOIN pg_catalog.pg_init_privs i
             ON i.objoid = l.oid AND i.classoid = 'pg_catalog.pg_namespace'::regclass AND i.objsubid = 0
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
       pg_catalog.pg_has_role(p.owner, 'USAGE') AS curable,
       pg_catalog.format('GRANT %s%s ON %s %s TO %s%s', l.privilege_type, ' (' || pg_catalog.quote_ident(l.attname) || ')', p.kind, p.live_name,
              CASE l.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(l.grantee)) END,
              CASE WHEN l.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS statement
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
