CREATE VIEW reports.documents AS SELECT JSON_OBJECT('id': id, 'note': note) AS d FROM public.plain;
