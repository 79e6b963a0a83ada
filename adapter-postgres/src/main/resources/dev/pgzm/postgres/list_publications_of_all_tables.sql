-- Publications of all tables of the database.
-- parameters: none
-- columns: pubname
SELECT pubname FROM pg_catalog.pg_publication WHERE puballtables ORDER BY 1
