-- Forbids this transaction to hash rows, where both tables of a foreign key can be read in the key's order from indexes alone: then a
-- merge join needs a third of the time, but the planner takes each page of an index for a random access.
-- parameters: $1 schema, $2 table, $3 constraint
SELECT pg_catalog.set_config('enable_hashjoin', 'off', true)
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
  JOIN pg_catalog.pg_index unique_index ON unique_index.indexrelid = k.conindid
  JOIN pg_catalog.pg_index i ON i.indrelid = k.conrelid AND i.indisvalid AND i.indpred IS NULL
  JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
  JOIN pg_catalog.pg_am am ON am.oid = ic.relam AND am.amname = 'btree'
 WHERE n.nspname = $1 AND c.relname = $2 AND k.conname = $3 AND k.contype = 'f'
   -- pages of which an index says enough; those that were loaded frozen
   AND c.relallvisible > 0.9 * c.relpages AND r.relallvisible > 0.9 * r.relpages
   AND i.indnkeyatts >= pg_catalog.cardinality(k.conkey)
   AND NOT EXISTS (
       SELECT FROM pg_catalog.generate_series(0, pg_catalog.cardinality(k.conkey) - 1) AS s (place)
        WHERE pg_catalog.array_position(k.conkey, i.indkey[s.place])
              IS DISTINCT FROM pg_catalog.array_position(k.confkey, unique_index.indkey[s.place])
           OR i.indoption[s.place] <> unique_index.indoption[s.place]
           OR i.indcollation[s.place] <> unique_index.indcollation[s.place])
 LIMIT 1
