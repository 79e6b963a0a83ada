SET search_path = public;
CREATE TABLE of_15 (id int PRIMARY KEY, a int, b int, cents numeric(3, -2), tiny numeric(3, 5),
  CONSTRAINT nulls_once UNIQUE NULLS NOT DISTINCT (a, b));
CREATE UNIQUE INDEX of_15_a ON of_15 (a) NULLS NOT DISTINCT WHERE a > 100;
INSERT INTO of_15 VALUES (1, NULL, NULL, 12345, 0.00123), (2, 1, NULL, 0, 0), (3, 1, 1, NULL, NULL);
CREATE TABLE refers_15 (id int, other int, FOREIGN KEY (id) REFERENCES of_15 ON DELETE SET NULL (id));
CREATE VIEW invoker_15 WITH (security_invoker = true) AS SELECT * FROM of_15;
CREATE UNLOGGED TABLE unlogged_15 (id serial);
CREATE UNLOGGED SEQUENCE sequence_15;
CREATE FUNCTION merge_15() RETURNS void LANGUAGE sql AS $$ MERGE INTO public.of_15 t USING public.plain p ON t.id = p.id
  WHEN MATCHED AND t.a > 3 THEN DELETE WHEN MATCHED THEN UPDATE SET b = p.n WHEN NOT MATCHED THEN INSERT (id) VALUES (p.id) $$;
CREATE FUNCTION merge_atomic_15() RETURNS void LANGUAGE sql BEGIN ATOMIC
  MERGE INTO of_15 t USING plain p ON t.id = p.id WHEN MATCHED THEN UPDATE SET b = p.n WHEN NOT MATCHED THEN DO NOTHING; END;
CREATE COLLATION german_15 (provider = icu, locale = 'de');
CREATE TABLE collated_15 (v text COLLATE german_15);
CREATE INDEX ON collated_15 (v);
INSERT INTO collated_15 VALUES ('ä'), ('z');
