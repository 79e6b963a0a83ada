-- The facts of a backup's record.
-- parameters: $1 the record
-- columns: kind, object, value
SELECT f.kind, f.object, f.value FROM pg_catalog.json_to_recordset($1::json) AS f (kind text, object text, value text)
