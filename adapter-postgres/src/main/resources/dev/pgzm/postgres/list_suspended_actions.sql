-- What must not act on tables of a backup while their rows are exchanged: foreign keys from and to them, triggers and rules.
-- parameters: $1 backup schema, $2 live schema, $3 names of tables
-- columns: suspension and resumption (statements for while the backup has its name), validation (one for when it is live, or NULL)
WITH RECURSIVE part AS (
    SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname = ANY ($3::text[]) AND c.relkind IN ('r', 'p')
    UNION
    SELECT i.inhrelid FROM part p JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid
), key AS (
    SELECT k.oid, k.conname, c.relname, k.conrelid::pg_catalog.regclass AS relation,
           k.convalidated AND 'p' NOT IN (c.relkind::text, r.relkind::text) AS later
      FROM pg_catalog.pg_constraint k
      JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
      JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
     WHERE k.contype = 'f' AND k.conparentid = 0 AND (k.conrelid IN (SELECT oid FROM part) OR k.confrelid IN (SELECT oid FROM part))
)
SELECT pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', relation, conname) AS suspension,
       pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s%s', relation, conname, pg_catalog.pg_get_constraintdef(oid),
                         CASE WHEN later THEN ' NOT VALID' ELSE '' END)
       || COALESCE(pg_catalog.format('; COMMENT ON CONSTRAINT %I ON %s IS %L', conname, relation,
                                     pg_catalog.obj_description(oid, 'pg_constraint')), '') AS resumption,
       CASE WHEN later THEN pg_catalog.format('ALTER TABLE ONLY %I.%I VALIDATE CONSTRAINT %I', $2::text, relname, conname) END AS validation
  FROM key
UNION ALL
SELECT pg_catalog.format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', t.tgrelid::pg_catalog.regclass, t.tgname),
       pg_catalog.format('ALTER TABLE ONLY %s ENABLE %s TRIGGER %I', t.tgrelid::pg_catalog.regclass,
                         CASE t.tgenabled WHEN 'R' THEN 'REPLICA' WHEN 'A' THEN 'ALWAYS' ELSE '' END, t.tgname),
       NULL
  FROM part p JOIN pg_catalog.pg_trigger t ON t.tgrelid = p.oid
 WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'
UNION ALL
SELECT pg_catalog.format('ALTER TABLE %s DISABLE RULE %I', r.ev_class::pg_catalog.regclass, r.rulename),
       pg_catalog.format('ALTER TABLE %s ENABLE %s RULE %I', r.ev_class::pg_catalog.regclass,
                         CASE r.ev_enabled WHEN 'R' THEN 'REPLICA' WHEN 'A' THEN 'ALWAYS' ELSE '' END, r.rulename),
       NULL
  FROM part p JOIN pg_catalog.pg_rewrite r ON r.ev_class = p.oid
 WHERE r.ev_enabled <> 'D'
