-- What a schema itself carries. The privileges of a public schema as initdb leaves it count as untouched.
-- parameters: $1 schema
-- columns: owner, comment, untouched
SELECT pg_catalog.pg_get_userbyid(n.nspowner) AS owner,
       pg_catalog.obj_description(n.oid, 'pg_namespace') AS comment,
       n.nspacl IS NULL OR n.nspacl = i.initprivs AS untouched
  FROM pg_catalog.pg_namespace n
  LEFT JOIN pg_catalog.pg_init_privs i ON i.objoid = n.oid AND i.classoid = 'pg_catalog.pg_namespace'::regclass AND i.objsubid = 0
 WHERE n.nspname = $1
