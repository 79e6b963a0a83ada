-- The default privileges of a schema as statements for another schema, as far as the connected role may set them.
-- parameters: $1 schema, $2 the other schema
-- columns: statement
SELECT pg_catalog.format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT %s ON %s TO %s%s',
              pg_catalog.pg_get_userbyid(a.defaclrole), $2::text, x.privilege_type,
              CASE a.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' ELSE 'TYPES' END,
              CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END,
              CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS statement
  FROM pg_catalog.pg_default_acl a
  JOIN pg_catalog.pg_namespace n ON n.oid = a.defaclnamespace, pg_catalog.aclexplode(a.defaclacl) x
 WHERE n.nspname = $1 AND pg_catalog.pg_has_role(a.defaclrole, 'USAGE')
