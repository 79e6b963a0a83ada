-- The text of a backup's record.
-- parameters: $1 kinds, $2 objects, $3 values, of one length
-- columns: record
SELECT COALESCE(pg_catalog.json_agg(pg_catalog.json_build_object('kind', f.kind, 'object', f.object, 'value', f.value)), '[]')::text AS record
  FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[]), pg_catalog.unnest($3::text[])) AS f (kind, object, value)
