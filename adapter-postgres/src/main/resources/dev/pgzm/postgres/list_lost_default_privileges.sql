-- Default privileges of a schema that the other schema lacks.
-- parameters: $1 live schema, $2 shadow schema
-- columns: what, curable (by the connected role)
WITH entry AS (
    SELECT n.nspname, a.defaclrole, a.defaclobjtype, x.grantee, x.privilege_type, pg_catalog.bool_or(x.is_grantable) AS is_grantable
      FROM pg_catalog.pg_default_acl a
      JOIN pg_catalog.pg_namespace n ON n.oid = a.defaclnamespace AND n.nspname IN ($1, $2), pg_catalog.aclexplode(a.defaclacl) x
     GROUP BY 1, 2, 3, 4, 5
)
SELECT pg_catalog.format('%s for %s on %s that role %s creates', l.privilege_type,
              CASE l.grantee WHEN 0 THEN 'everybody' ELSE 'role ' || pg_catalog.pg_get_userbyid(l.grantee) END,
              CASE l.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' ELSE 'types' END,
              pg_catalog.pg_get_userbyid(l.defaclrole)) AS what,
       pg_catalog.pg_has_role(l.defaclrole, 'USAGE') AS curable
  FROM entry l
 WHERE l.nspname = $1
   AND NOT EXISTS (SELECT FROM entry s
                    WHERE s.nspname = $2 AND s.defaclrole = l.defaclrole AND s.defaclobjtype = l.defaclobjtype
                      AND s.grantee = l.grantee AND s.privilege_type = l.privilege_type
                      AND (s.is_grantable OR NOT l.is_grantable))
   AND EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = $2)
 ORDER BY what
