-- How much room the server's lock table has, which all its databases share, for a transaction that locks every table of a schema.
-- parameters: $1 schema
-- columns: per_transaction, slots (as documented for max_locks_per_transaction), used, tables
SELECT s.per_transaction,
       s.per_transaction * (s.connections + s.prepared) AS slots,
       -- sessions that hold a lock on the same object share its entry
       (SELECT count(DISTINCT (l.locktype, l.database, l.relation, l.page, l.tuple, l.virtualxid, l.transactionid::text, l.classid, l.objid, l.objsubid))
          FROM pg_catalog.pg_locks l
         WHERE NOT l.fastpath) AS used,
       (SELECT count(*)
          FROM pg_catalog.pg_class c
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')) AS tables
  FROM (SELECT pg_catalog.current_setting('max_locks_per_transaction')::bigint AS per_transaction,
               pg_catalog.current_setting('max_connections')::bigint AS connections,
               pg_catalog.current_setting('max_prepared_transactions')::bigint AS prepared) s
