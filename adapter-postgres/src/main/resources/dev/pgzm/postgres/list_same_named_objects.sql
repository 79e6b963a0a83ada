-- The objects of two schemas that have the same kind and name, without the extensions'; routines by their arguments too.
-- parameters: $1 live schema, $2 shadow schema
-- columns: kind, key, name (of shadow's, as SQL), live_name (what it is when it is live), live_oid, oid, live_owner, owner, live_acl, acl
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
)
SELECT s.kind, s.key, s.name, l.name AS live_name, l.oid AS live_oid, s.oid, l.owner AS live_owner, s.owner, l.acl AS live_acl, s.acl
  FROM object l JOIN object s ON s.kind = l.kind AND s.key = l.key AND l.live AND NOT s.live
