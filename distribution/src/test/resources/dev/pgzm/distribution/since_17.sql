SET search_path = public;
CREATE TABLE of_17 (id int GENERATED ALWAYS AS IDENTITY (START 50), k int, during interval, PRIMARY KEY (id, k)) PARTITION BY LIST (k);
CREATE TABLE of_17_one PARTITION OF of_17 FOR VALUES IN (1);
CREATE TABLE of_17_rest PARTITION OF of_17 DEFAULT PARTITION BY RANGE (k);
CREATE TABLE of_17_deep PARTITION OF of_17_rest DEFAULT;
INSERT INTO of_17 (k, during) SELECT i % 3, CASE WHEN i > 10 THEN interval '-infinity' ELSE interval '1 day' END FROM generate_series(1, 90) i;
INSERT INTO of_17_one (k, during) VALUES (1, 'infinity');
CREATE TABLE exclusive_17 (k int, span int4range, EXCLUDE USING gist (k WITH =, span WITH &&)) PARTITION BY LIST (k);
CREATE TABLE exclusive_17_one PARTITION OF exclusive_17 FOR VALUES IN (1);
INSERT INTO exclusive_17 SELECT 1, int4range(i, i + 1) FROM generate_series(1, 30) i;
CREATE TABLE heaps_17 (k int) PARTITION BY LIST (k) USING heap;
CREATE FUNCTION merge_17() RETURNS SETOF text LANGUAGE sql BEGIN ATOMIC
  MERGE INTO of_15 t USING plain p ON t.id = p.id WHEN MATCHED THEN UPDATE SET b = p.n
    WHEN NOT MATCHED BY SOURCE THEN DELETE RETURNING merge_action() || t.id; END;
CREATE VIEW json_17 AS SELECT t.* FROM of_16, JSON_TABLE(j, '$' AS root COLUMNS (n FOR ORDINALITY, a int PATH '$.a' DEFAULT 0 ON EMPTY,
  NESTED PATH '$.b[*]' AS deep COLUMNS (c text PATH '$', d boolean EXISTS PATH '$.d'))) t;
CREATE VIEW query_17 AS SELECT JSON_VALUE(j, '$.a' RETURNING int DEFAULT 1 ON ERROR) AS v, JSON_EXISTS(j, '$.b') AS e,
  JSON_QUERY(j, '$.c' WITH CONDITIONAL WRAPPER KEEP QUOTES) AS q FROM of_16;
CREATE COLLATION builtin_17 (provider = builtin, locale = 'C.UTF-8');
CREATE TABLE builtin_17 (v text COLLATE builtin_17 PRIMARY KEY);
GRANT MAINTAIN ON of_17 TO version_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE "Version Owner" IN SCHEMA public GRANT MAINTAIN ON TABLES TO version_reader;
