SET search_path = public;
CREATE TABLE of_18 (id uuid DEFAULT uuidv7() PRIMARY KEY, a int CONSTRAINT "a is there" NOT NULL, b int,
  twofold int GENERATED ALWAYS AS (a * 2) VIRTUAL, also int GENERATED ALWAYS AS (a + 1), stored int GENERATED ALWAYS AS (a + 3) STORED,
  CONSTRAINT unenforced CHECK (a < 0) NOT ENFORCED);
INSERT INTO of_18 (a, b) SELECT i, NULLIF(i, 7) FROM generate_series(1, 50) i;
ALTER TABLE of_18 ADD CONSTRAINT "b is there from now on" NOT NULL b NOT VALID;
COMMENT ON CONSTRAINT "a is there" ON of_18 IS 'a constraint with a name';
CREATE TABLE parent_18 (a int CONSTRAINT own_18 NOT NULL NO INHERIT, b int NOT NULL);
-- without a quoted name, which pg_dump 18 writes without its quotes
CREATE TABLE child_18 (CONSTRAINT childs_18 NOT NULL a) INHERITS (parent_18);
CREATE TABLE only_virtual_18 (v int GENERATED ALWAYS AS (1 + 1) VIRTUAL);
INSERT INTO only_virtual_18 SELECT FROM generate_series(1, 4);
CREATE TABLE virtual_parts_18 (k int, v int GENERATED ALWAYS AS (k * 10) VIRTUAL) PARTITION BY LIST (k);
CREATE TABLE virtual_parts_18_one PARTITION OF virtual_parts_18 FOR VALUES IN (1);
CREATE TABLE virtual_parts_18_two PARTITION OF virtual_parts_18 (v GENERATED ALWAYS AS (k * 20) VIRTUAL) FOR VALUES IN (2);
INSERT INTO virtual_parts_18 SELECT 1 + i % 2 FROM generate_series(1, 20) i;
CREATE TABLE rooms_18 (room int, during daterange, PRIMARY KEY (room, during WITHOUT OVERLAPS));
CREATE TABLE bookings_18 (id int, room int, during daterange, UNIQUE (id, during WITHOUT OVERLAPS),
  CONSTRAINT booked FOREIGN KEY (room, PERIOD during) REFERENCES rooms_18 (room, PERIOD during));
INSERT INTO rooms_18 SELECT i, '[2025-01-01,2026-01-01)' FROM generate_series(1, 20) i;
INSERT INTO bookings_18 SELECT i, i, '[2025-02-01,2025-02-05)' FROM generate_series(1, 20) i;
CREATE TABLE refers_18 (a int, CONSTRAINT unenforced_key FOREIGN KEY (a) REFERENCES plain NOT ENFORCED);
INSERT INTO refers_18 VALUES (-1);
CREATE TABLE parts_18 (a int, k int) PARTITION BY LIST (k);
CREATE TABLE parts_18_one PARTITION OF parts_18 FOR VALUES IN (1);
INSERT INTO parts_18 VALUES (-1, 1);
ALTER TABLE parts_18 ADD CONSTRAINT later_18 FOREIGN KEY (a) REFERENCES plain NOT VALID;
ALTER TABLE parts_18 ADD CONSTRAINT unenforced_18 FOREIGN KEY (k) REFERENCES plain NOT ENFORCED;
CREATE FUNCTION returning_18() RETURNS SETOF int LANGUAGE sql BEGIN ATOMIC
  UPDATE of_18 SET a = a + 1 RETURNING WITH (OLD AS o, NEW AS n) o.a + n.a; END;
CREATE VIEW grouped_18 AS SELECT a, twofold, casefold(max(b)::text) FROM of_18 GROUP BY a, twofold;
CREATE STATISTICS stats_18 ON a, stored FROM of_18;
CREATE COLLATION unicode_18 (provider = builtin, locale = 'PG_UNICODE_FAST');
