-- The privileges on a schema as statements for another schema of the same owner.
-- parameters: $1 schema, $2 the other schema
-- columns: statement
SELECT pg_catalog.format('GRANT %s ON SCHEMA %I TO %s%s', x.privilege_type, $2::text,
              CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END,
              CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS statement
  FROM pg_catalog.pg_namespace n, pg_catalog.aclexplode(n.nspacl) x
 WHERE n.nspname = $1 AND x.grantee <> n.nspowner
