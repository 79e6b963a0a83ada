-- The privileges of a schema's objects and their columns as statements for the other schema's objects of the same names:
-- for each object whose privileges differ, what takes all away and grants them anew. An object that has another owner than
-- its model leaves its owner's own privileges as they are. Only what the connected role may do.
-- parameters: $1 live schema, $2 shadow schema
-- columns: statements
WITH pair AS (
\ir list_same_named_objects.sql
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
