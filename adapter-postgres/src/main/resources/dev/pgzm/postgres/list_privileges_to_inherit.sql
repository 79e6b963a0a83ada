-- The privileges of a schema's objects and their columns as statements for the other schema's objects of the same names:
-- for each object whose privileges differ, what takes all away and grants them anew. An object that has another owner than
-- its model leaves its owner's own privileges as they are. Only what the connected role may do.
-- parameters: $1 live schema, $2 shadow schema
-- columns: statements
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
), relevant AS (
    SELECT e.* FROM entry e JOIN pair p USING (kind, key) WHERE p.live_owner = p.owner OR e.grantee <> p.owner
), differing AS (
    SELECT kind, key FROM relevant
     GROUP BY kind, key, attname, grantee, privilege_type, is_grantable HAVING pg_catalog.count(*) = 1
), revoked AS (
    SELECT kind, key,
           pg_catalog.string_agg(DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC'
                                               ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END, ', ') AS roles
      FROM relevant WHERE NOT live GROUP BY kind, key
), bundle AS (
    SELECT kind, key, grantee, is_grantable,
           pg_catalog.string_agg(privilege_type || COALESCE(' (' || pg_catalog.quote_ident(attname) || ')', ''), ', '
                                 ORDER BY privilege_type, attname) AS privileges
      FROM relevant WHERE live GROUP BY kind, key, grantee, is_grantable
), granted AS (
    SELECT b.kind, b.key,
           pg_catalog.string_agg(pg_catalog.format('GRANT %s ON %s %s TO %s%s', b.privileges, p.kind, p.name,
                      CASE b.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(b.grantee)) END,
                      CASE WHEN b.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), E';\n') AS statements
      FROM bundle b JOIN pair p USING (kind, key)
     GROUP BY b.kind, b.key
)
SELECT pg_catalog.concat_ws(E';\n',
           pg_catalog.format('REVOKE ALL ON %s %s FROM ', p.kind, p.name) || r.roles || ' CASCADE', g.statements) AS statements
  FROM pair p
  LEFT JOIN revoked r USING (kind, key)
  LEFT JOIN granted g USING (kind, key)
 WHERE (p.kind, p.key) IN (SELECT kind, key FROM differing) AND pg_catalog.pg_has_role(p.owner, 'USAGE')
 ORDER BY p.kind, p.key
