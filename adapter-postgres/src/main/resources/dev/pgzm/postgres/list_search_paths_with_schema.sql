-- Settings of roles and databases, as far as they concern this database, that name a schema on a search_path.
-- parameters: $1 schema
-- columns: setting
SELECT pg_catalog.concat_ws(' in ',
           CASE WHEN s.setrole <> 0 THEN 'role ' || pg_catalog.pg_get_userbyid(s.setrole) END,
           CASE WHEN s.setdatabase <> 0 THEN 'database ' || pg_catalog.current_database() END) AS setting
  FROM pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) c (setting),
       pg_catalog.regexp_split_to_table(pg_catalog.substr(c.setting, pg_catalog.length('search_path=') + 1), '\s*,\s*') p (name)
 WHERE s.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))
   AND c.setting LIKE 'search\_path=%' AND p.name IN ($1::text, pg_catalog.quote_ident($1::text), '"' || $1::text || '"')
 ORDER BY setting
