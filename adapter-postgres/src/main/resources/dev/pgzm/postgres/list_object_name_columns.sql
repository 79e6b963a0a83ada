-- Columns of a schema's tables whose values are objects that stand in schemas: of a reg* type, or made of such.
-- parameters: $1 schema
-- columns: name
WITH RECURSIVE naming (oid) AS (
    SELECT oid FROM pg_catalog.pg_type
     WHERE oid < 16384 AND typtype = 'b' AND typname ~ '^reg' AND typname NOT IN ('regrole', 'regnamespace')
    UNION
    SELECT made.oid
      FROM naming
      JOIN LATERAL (
           SELECT t.oid FROM pg_catalog.pg_type t WHERE t.typelem = naming.oid OR t.typbasetype = naming.oid
           UNION ALL
           SELECT t.oid FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.typrelid = a.attrelid
            WHERE a.atttypid = naming.oid AND a.attnum > 0) made ON true
     WHERE made.oid >= 16384 OR made.oid IN (SELECT typarray FROM pg_catalog.pg_type WHERE typname ~ '^reg')
)
SELECT c.relname || '.' || a.attname AS name
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE n.nspname = $1 AND c.relkind = 'r' AND a.atttypid IN (SELECT oid FROM naming)
 ORDER BY 1
