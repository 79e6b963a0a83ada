-- What a destination has beside its live schema, and hangs on it.
CREATE SCHEMA reports AUTHORIZATION "Version Owner";
CREATE VIEW reports.notes WITH (security_barrier) AS SELECT id, note, f FROM public.plain WHERE f > 3;
CREATE VIEW reports.on_notes AS SELECT count(*) FROM reports.notes;
CREATE TABLE reports.remarks (id int PRIMARY KEY, plain_id int CONSTRAINT "remarks' plain" REFERENCES public.plain ON DELETE CASCADE, at date,
  number int DEFAULT nextval('public.fresh'));
INSERT INTO reports.remarks (id, plain_id) SELECT i, i FROM generate_series(1, 40) i;
CREATE FUNCTION reports.days(public.sales.at%TYPE) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM public.sales WHERE at > $1; END;
CREATE RULE noted AS ON UPDATE TO reports.remarks DO ALSO SELECT public.twice(NEW.id);
CREATE TRIGGER touched BEFORE INSERT ON reports.remarks FOR EACH ROW EXECUTE FUNCTION public.touch();
ALTER TABLE reports.remarks ENABLE ROW LEVEL SECURITY;
CREATE POLICY known ON reports.remarks USING (plain_id IN (SELECT id FROM public.plain));
CREATE PUBLICATION "some tables" FOR TABLE public.plain, public.sales WITH (publish = 'insert, update', publish_via_partition_root = true);
