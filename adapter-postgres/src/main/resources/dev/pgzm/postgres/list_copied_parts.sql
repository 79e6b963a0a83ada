-- The parts whose rows have arrived.
-- parameters: none
-- columns: oid, from_page, to_page, rows, filenode
SELECT oid, from_page, to_page, rows, filenode FROM pgzm.copied_part ORDER BY oid, from_page
