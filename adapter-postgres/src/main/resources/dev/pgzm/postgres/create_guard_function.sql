-- The function of the swap's guards. At READ COMMITTED their WHEN does not let it be called; above, a transaction whose snapshot
-- is older than the swap may miss rows of the table.
-- trigger arguments: the swap's transaction
CREATE OR REPLACE FUNCTION pgzm.refuse_old_snapshot() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS '
BEGIN
    IF NOT pg_visible_in_snapshot(TG_ARGV[0]::xid8, pg_current_snapshot()) THEN
        RAISE serialization_failure USING
            MESSAGE = format(''could not serialize access: table %I.%I was replaced by pgzm'', TG_TABLE_SCHEMA, TG_TABLE_NAME),
            DETAIL = ''The transaction reads by a snapshot that is older than the new table.'',
            HINT = ''Retry the transaction.'';
    END IF;
    RETURN NULL;
END';
REVOKE ALL ON FUNCTION pgzm.refuse_old_snapshot() FROM PUBLIC
