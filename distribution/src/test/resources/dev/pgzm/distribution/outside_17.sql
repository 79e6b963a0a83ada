CREATE FUNCTION reports.merged_rows() RETURNS SETOF text LANGUAGE sql BEGIN ATOMIC
  MERGE INTO public.unlogged t USING public.plain p ON t.a = p.id WHEN NOT MATCHED BY SOURCE THEN DELETE RETURNING merge_action() || t.a; END;
CREATE VIEW reports.parsed AS SELECT v FROM public.plain, JSON_TABLE('[1, 2]'::jsonb, '$[*]' COLUMNS (v int PATH '$')) WHERE id = v;
