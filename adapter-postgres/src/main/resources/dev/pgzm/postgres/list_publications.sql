-- Publications that tables of a schema belong to.
-- parameters: $1 schema
-- columns: pubname
SELECT DISTINCT pubname FROM pg_catalog.pg_publication_tables WHERE schemaname = $1
