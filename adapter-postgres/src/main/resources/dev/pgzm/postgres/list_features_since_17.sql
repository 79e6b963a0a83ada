-- Features new in PostgreSQL 17 that a schema uses. MAINTAIN counts where it is granted by name: a dump writes it as ALL where
-- a role has all the eight privileges of a table. Runs on 17 and later.
-- parameters: $1 schema
-- columns: feature, example
SELECT 'identity column of a partitioned table' AS feature, min(c.relname || '.' || a.attname) AS example
  FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relkind = 'p' AND a.attidentity <> '' HAVING count(*) > 0
UNION ALL
SELECT 'exclusion constraint of a partitioned table', min(k.conname::text)
  FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relkind = 'p' AND k.contype = 'x' HAVING count(*) > 0
UNION ALL
SELECT 'collation of provider builtin', min(l.collname::text)
  FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
 WHERE n.nspname = $1 AND l.collprovider = 'b' HAVING count(*) > 0
UNION ALL
SELECT 'privilege MAINTAIN', min(g.object)
  FROM (SELECT o.object
          FROM (SELECT c.relname::text AS object, c.relowner AS owner, c.relacl AS acl, c.relnamespace AS nsp
                  FROM pg_catalog.pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
                UNION ALL
                SELECT 'default privileges of ' || pg_catalog.pg_get_userbyid(d.defaclrole), d.defaclrole, d.defaclacl, d.defaclnamespace
                  FROM pg_catalog.pg_default_acl d WHERE d.defaclobjtype = 'r') o
          JOIN pg_catalog.pg_namespace n ON n.oid = o.nsp
         CROSS JOIN LATERAL pg_catalog.aclexplode(o.acl) x
         WHERE n.nspname = $1 AND x.grantee <> o.owner
         GROUP BY o.object, x.grantee, x.grantor, x.is_grantable
        HAVING count(*) < 8 AND bool_or(x.privilege_type = 'MAINTAIN')) g
HAVING count(*) > 0
