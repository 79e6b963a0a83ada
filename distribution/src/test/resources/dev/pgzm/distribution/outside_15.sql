CREATE VIEW reports.invoked WITH (security_invoker = true) AS SELECT id, note FROM public.plain;
CREATE PUBLICATION whole_schema FOR TABLES IN SCHEMA public, reports;
CREATE PUBLICATION filtered FOR TABLE public.identities (a, c) WHERE (a > 3 AND c IS NOT NULL), public.empty;
CREATE FUNCTION reports.merged() RETURNS void LANGUAGE sql BEGIN ATOMIC
  MERGE INTO public.unlogged t USING public.plain p ON t.a = p.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (p.id, NULL); END;
