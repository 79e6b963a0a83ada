CREATE TABLE reports.parts (plain_id int, k int) PARTITION BY LIST (k);
CREATE TABLE reports.part PARTITION OF reports.parts FOR VALUES IN (1);
INSERT INTO reports.parts SELECT i, 1 FROM generate_series(1, 40) i;
ALTER TABLE reports.parts ADD CONSTRAINT parts_plain FOREIGN KEY (plain_id) REFERENCES public.plain;
CREATE TABLE reports.unenforced (plain_id int CONSTRAINT unenforced_plain REFERENCES public.plain NOT ENFORCED);
INSERT INTO reports.unenforced VALUES (-1);
CREATE TABLE reports.virtual (id int, twofold int GENERATED ALWAYS AS (id * 2) VIRTUAL);
CREATE PUBLICATION generated FOR TABLE public.identities WITH (publish_generated_columns = stored);
