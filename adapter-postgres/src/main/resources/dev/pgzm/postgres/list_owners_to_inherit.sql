-- Objects of a schema whose owner is not that of the other schema's object of the same name, with the statement that gives
-- them that owner. Sequences of columns follow their tables.
-- parameters: $1 live schema, $2 shadow schema
-- columns: what, owner, possible (for the connected role), lacks_create (on the shadow schema), statement
WITH pair AS (
\ir list_same_named_objects.sql
), linked AS (
    SELECT objid FROM pg_catalog.pg_depend
     WHERE classid = 'pg_catalog.pg_class'::regclass AND refclassid = 'pg_catalog.pg_class'::regclass AND deptype IN ('a', 'i')
)
SELECT pg_catalog.lower(p.kind) || ' ' || pg_catalog.replace(p.key, 'pg_catalog.', '') AS what,
       pg_catalog.pg_get_userbyid(p.live_owner) AS owner,
       pg_catalog.pg_has_role(p.owner, 'USAGE') AND pg_catalog.pg_has_role(p.live_owner, 'MEMBER') AS possible,
       NOT pg_catalog.has_schema_privilege(p.live_owner, $2::text, 'CREATE') AS lacks_create,
       pg_catalog.format('ALTER %s %s OWNER TO %I', p.kind, p.name, pg_catalog.pg_get_userbyid(p.live_owner)) AS statement
  FROM pair p
 WHERE p.live_owner <> p.owner
   AND NOT (p.kind = 'SEQUENCE' AND p.oid IN (SELECT objid FROM linked))
 ORDER BY owner, what
