-- What gives a schema the privileges and default privileges of another schema of the same owner, as statements; default
-- privileges as far as the connected role may set them.
-- parameters: $1 schema, $2 the other schema
-- columns: statement
WITH held (nspname, role, kind, grantee, privilege, grantable) AS (
    SELECT n.nspname, NULL, 'n', x.grantee, x.privilege_type, x.is_grantable
      FROM pg_catalog.pg_namespace n, pg_catalog.aclexplode(n.nspacl) x
     WHERE n.nspname IN ($1, $2) AND x.grantee <> n.nspowner
    UNION ALL
    SELECT n.nspname, pg_catalog.pg_get_userbyid(a.defaclrole), a.defaclobjtype, x.grantee, x.privilege_type, x.is_grantable
      FROM pg_catalog.pg_default_acl a
      JOIN pg_catalog.pg_namespace n ON n.oid = a.defaclnamespace, pg_catalog.aclexplode(a.defaclacl) x
     WHERE n.nspname IN ($1, $2) AND pg_catalog.pg_has_role(a.defaclrole, 'USAGE')
), own AS (
    SELECT role, kind, grantee, privilege, grantable FROM held WHERE nspname = $1
), other AS (
    SELECT role, kind, grantee, privilege, grantable FROM held WHERE nspname = $2
), change AS (
    SELECT 1 AS step, surplus.* FROM (TABLE own EXCEPT TABLE other) surplus
    UNION ALL
    SELECT 2, lacking.* FROM (TABLE other EXCEPT TABLE own) lacking
)
SELECT CASE WHEN role IS NULL THEN '' ELSE pg_catalog.format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I ', role, $1::text) END
       || pg_catalog.format(CASE step WHEN 1 THEN 'REVOKE %s ON %s FROM %s CASCADE' ELSE 'GRANT %s ON %s TO %s%s' END,
              privilege,
              CASE kind WHEN 'n' THEN pg_catalog.format('SCHEMA %I', $1::text) WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
                        WHEN 'f' THEN 'FUNCTIONS' ELSE 'TYPES' END,
              CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END,
              CASE WHEN grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS statement
  FROM change
 ORDER BY step
