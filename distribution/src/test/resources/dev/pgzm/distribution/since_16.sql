SET search_path = public;
CREATE COLLATION rules_16 (provider = icu, locale = 'und', rules = '&V << w <<< W');
CREATE TABLE of_16 (id int PRIMARY KEY, v text STORAGE EXTERNAL COLLATE rules_16, j text CHECK (j IS JSON OBJECT WITH UNIQUE KEYS),
  who text DEFAULT SYSTEM_USER, n int DEFAULT 0x1F);
INSERT INTO of_16 (id, v, j) SELECT i, repeat('w' || i, 2000), '{"a": 1}' FROM generate_series(1, 20) i;
CREATE VIEW json_16 AS SELECT JSON_OBJECT('a': id, 'b': v ABSENT ON NULL WITH UNIQUE) AS o, JSON_ARRAYAGG(n ORDER BY n) AS a,
  any_value(who) AS w FROM of_16 GROUP BY id, v;
CREATE VIEW subquery_16 AS SELECT * FROM (SELECT id FROM of_16) JOIN (SELECT id AS other FROM of_16) ON id = other;
CREATE MATERIALIZED VIEW random_16 AS SELECT id, array_sample(ARRAY[id], 1) FROM of_16;
CREATE FUNCTION body_16() RETURNS SETOF int LANGUAGE sql BEGIN ATOMIC SELECT id FROM of_16 UNION ALL SELECT a FROM of_15; END;
