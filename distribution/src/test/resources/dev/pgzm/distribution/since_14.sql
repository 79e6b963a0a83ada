-- Beside the zoo: an extension, roles that own and may do things, keys and an identity with partitions, functions in SQL.
DO $$
BEGIN
  CREATE ROLE "Version Owner";
  CREATE ROLE version_reader;
EXCEPTION WHEN duplicate_object THEN
  NULL;
END $$;
CREATE EXTENSION btree_gist;
CREATE EXTENSION citext;
SET search_path = public;

CREATE TABLE sales (id bigint NOT NULL, at date NOT NULL, plain_id int, mail citext, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE "sales 2025" PARTITION OF sales FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE "sales other" PARTITION OF sales DEFAULT;
INSERT INTO sales SELECT i, date '2025-01-01' + i, 1 + i % 500, 'Mail' || i FROM generate_series(1, 800) i;
ALTER TABLE sales ADD CONSTRAINT sales_plain FOREIGN KEY (plain_id) REFERENCES plain ON DELETE SET NULL;
CREATE TABLE sale_lines (id bigint, at date, line int, FOREIGN KEY (id, at) REFERENCES sales ON UPDATE CASCADE);
INSERT INTO sale_lines SELECT id, at, 1 FROM sales;
CREATE STATISTICS sales_stats (mcv) ON plain_id, mail FROM sales;
CREATE VIEW mails AS SELECT s.mail, p.note FROM sales s JOIN plain p ON p.id = s.plain_id WHERE s.mail > 'mail5';
CREATE FUNCTION sold(day date) RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT count(*) FROM sales WHERE at = day; END;
CREATE MATERIALIZED VIEW sold_by_day AS SELECT at, sold(at), count(*) FROM sales GROUP BY at;
CREATE UNIQUE INDEX ON sold_by_day (at);
CREATE FUNCTION cycled() RETURNS SETOF int LANGUAGE sql BEGIN ATOMIC
  WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT 2 FROM t) SEARCH DEPTH FIRST BY n SET o CYCLE n SET c USING p SELECT n FROM t; END;

-- the table that is preserved
CREATE TABLE kept (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mail citext UNIQUE, plain_id int CONSTRAINT kept_plain REFERENCES plain,
  doubled int GENERATED ALWAYS AS (plain_id * 2) STORED);
INSERT INTO kept (mail, plain_id) SELECT 'Kept' || i, i FROM generate_series(1, 20) i;

ALTER SCHEMA public OWNER TO "Version Owner";
ALTER TABLE sales OWNER TO "Version Owner";
ALTER TABLE plain OWNER TO "Version Owner";
ALTER FUNCTION sold(date) OWNER TO "Version Owner";
GRANT USAGE ON SCHEMA public TO version_reader;
GRANT SELECT, DELETE ON sale_lines TO "Version Owner" WITH GRANT OPTION;
GRANT SELECT, UPDATE (plain_id) ON sales TO version_reader;
REVOKE EXECUTE ON FUNCTION sold(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sold(date) TO version_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE "Version Owner" IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO version_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE "Version Owner" IN SCHEMA public GRANT USAGE ON SEQUENCES TO version_reader;
