package dev.pgzm.postgres;

/**
 * Writes the trigger function of a preserved table. It runs inside the applications' statements: it must not fail, not wait, and
 * not read more than what the statement has touched.
 *
 * <p>Most statements touch one row. Then the transition table's row will do, if the copy's was written by another transaction:
 * whatever this one had done to the row in the meantime would have been done to the copy, or its key would be in the queue. Inserted
 * rows will do likewise, however many they are, and a row with another key: what the transaction has brought into the copy since
 * then is in the way of their keys. That is one statement for one of the applications'.
 *
 * <p>Otherwise rows are read from the live table again rather than taken from the transition tables: a trigger, a foreign key or a
 * function that the statement calls may have changed them once more before this function sees them. What it does to the copy must
 * do as many rows as the statement did; else some of them are under way elsewhere, and the keys go to the queue.
 *
 * <p>A session's plan must be right for two rows and for a million. For one row no plan joins the copy with anything: its key is a
 * parameter. For many, plans loop over the keys, never over the table.
 */
final class SyncFunction {
    // a custom SQLSTATE: not an error, the rows are just not there yet
    private static final String UNDER_WAY = "PGZM1";
    // each setting costs every statement of the applications; a plan that was made while the table was small must not
    // read all of it when it has grown
    private static final String SETTINGS =
            " SET search_path = pg_catalog, pg_temp SET lock_timeout = '20ms' SET enable_seqscan = off";

    private static final String MAY_CHANGE_THE_COPY = "current_setting('transaction_isolation') <> 'serializable'";
    /**
     * That a transaction with a lower id than ours wrote the copy's row. Where applications wait for each other's rows, others often
     * have a higher one, as each subtransaction has its own; and so has what ours has written in one.
     */
    private static final String OF_LOWER_ID = "age(s.xmin) > 0";
    /**
     * That another transaction wrote the copy's row, whatever its id; what ours has written is still in progress. To prepare this
     * costs more than all the other conditions, so that it is asked second.
     *
     * @see <a href="https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT">txid_status</a>
     */
    private static final String OF_ANOTHER =
            "txid_status(txid_current() - age(s.xmin) + age(pg_current_xact_id()::xid)) = 'committed'";

    private SyncFunction() {}

    /** What the function does with what a statement has touched. */
    enum Mode {
        /** Notes the keys: while rows are copied, a row that is deleted could otherwise come back. */
        QUEUE,
        /**
         * Changes the copy. At REPEATABLE READ the snapshot may be older than the copy's row, which then is not found, cannot
         * be changed or cannot be inserted: each of these ends in the queue. At SERIALIZABLE reading the copy could make other
         * transactions fail, so that it is left to the queue.
         */
        DIRECT
    }

    static String definition(SyncTable table, Mode mode) {
        Mode possible = mode == Mode.DIRECT && !table.direct() ? Mode.QUEUE : mode;
        return creation(table.function(), body(table, possible));
    }

    /** The statement that makes the triggers do nothing, whatever the table has become. */
    static String disarmed(SyncTable table) {
        return creation(table.function(), "BEGIN RETURN NULL; END");
    }

    private static String creation(String name, String body) {
        return "CREATE OR REPLACE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER" + SETTINGS
                + " AS " + Identifiers.literal(body);
    }

    private static String body(SyncTable table, Mode mode) {
        return """
                DECLARE
                    pgzm_problem text;
                BEGIN
                %s
                    IF TG_OP = 'TRUNCATE' THEN
                        INSERT INTO %s (pgzm_everything) VALUES (true);
                        RETURN NULL;
                    END IF;
                    BEGIN
                        IF TG_OP = 'INSERT' THEN
                            INSERT INTO %2$s (%3$s, pgzm_error) SELECT %3$s, pgzm_problem FROM pgzm_new;
                        ELSIF TG_OP = 'DELETE' THEN
                            INSERT INTO %2$s (%3$s, pgzm_error) SELECT %3$s, pgzm_problem FROM pgzm_old;
                        ELSE
                            INSERT INTO %2$s (%3$s, pgzm_error)
                            SELECT k.*, pgzm_problem FROM (SELECT %3$s FROM pgzm_old UNION SELECT %3$s FROM pgzm_new) k;
                        END IF;
                    EXCEPTION WHEN OTHERS THEN
                        INSERT INTO %2$s (pgzm_everything, pgzm_error) VALUES (true, SQLERRM);
                    END;
                    RETURN NULL;
                END
                """.formatted(mode == Mode.DIRECT ? application(table) : "", table.queue(), table.keyNames());
    }

    private static String application(SyncTable table) {
        return """
                %s
                IF %s AND pgzm_problem IS NULL THEN
                    IF TG_OP = 'TRUNCATE' THEN
                %s
                    ELSE
                %s
                    END IF;
                END IF;
                """.formatted(ofOneRow(table), MAY_CHANGE_THE_COPY, truncation(table), ofManyRows(table));
    }

    /**
     * Also of many that are inserted. Others fail here, as does a row whose key the copy has, and are no problem. Each expression
     * is prepared again in each transaction, so that there are few; what is returned is no matter, and a variable is none.
     */
    private static String ofOneRow(SyncTable table) {
        return """
                BEGIN
                    IF TG_OP = 'UPDATE' AND %1$s THEN
                        %2$s
                    ELSIF TG_OP = 'INSERT' AND %1$s THEN
                        %3$s FROM pgzm_new k;
                    ELSIF TG_OP = 'DELETE' AND %1$s THEN
                        %4$s
                    END IF;
                    IF FOUND THEN
                        RETURN NEW;
                    END IF;
                EXCEPTION
                    WHEN cardinality_violation OR unique_violation THEN
                        NULL;
                    WHEN OTHERS THEN
                        pgzm_problem := SQLERRM;
                END;
                """.formatted(
                MAY_CHANGE_THE_COPY,
                ofAnother("UPDATE " + table.shadow() + " s SET (" + table.assignedNames() + ") = (SELECT "
                        + table.assignedValues("k") + " FROM pgzm_new k) WHERE "
                        + table.copyOfTheOne(
                                "s", "pgzm_old", table.rekeyed() ? "true" : table.sameKeyAsTheOne("k", "pgzm_new"))),
                table.insertion("k"),
                ofAnother("DELETE FROM " + table.shadow() + " s WHERE " + table.copyOfTheOne("s", "pgzm_old", "true")));
    }

    /** Changes the copy's row, which the change calls s, if another transaction wrote it. */
    private static String ofAnother(String change) {
        return """
                %1$s AND %2$s;
                IF FOUND THEN
                    RETURN NEW;
                END IF;
                %1$s AND %3$s;
                """.formatted(change, OF_LOWER_ID, OF_ANOTHER);
    }

    private static String truncation(SyncTable table) {
        return """
                BEGIN
                    IF NOT EXISTS (SELECT FROM %s) THEN
                        TRUNCATE %s;
                        RETURN NULL;
                    END IF;
                EXCEPTION WHEN OTHERS THEN
                    NULL;
                END;
                """.formatted(table.live(), table.shadow());
    }

    private static String ofManyRows(SyncTable table) {
        return """
                DECLARE
                    pgzm_hashjoin text;
                    pgzm_mergejoin text;
                    pgzm_touched bigint;
                    pgzm_gone bigint;
                    pgzm_done bigint;
                    pgzm_more bigint;
                BEGIN
                    IF TG_OP = 'INSERT' THEN
                        SELECT count(*) INTO pgzm_touched FROM pgzm_new;
                    ELSE
                        SELECT count(*) INTO pgzm_touched FROM pgzm_old;
                    END IF;
                    IF pgzm_touched = 0 THEN
                        RETURN NULL;
                    END IF;
                    pgzm_hashjoin := current_setting('enable_hashjoin');
                    pgzm_mergejoin := current_setting('enable_mergejoin');
                    PERFORM set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true);
                    IF TG_OP = 'INSERT' THEN
                        %1$s FROM pgzm_new k JOIN %2$s l ON %3$s WHERE NOT EXISTS (SELECT FROM %4$s s WHERE %5$s);
                        GET DIAGNOSTICS pgzm_done = ROW_COUNT;
                        IF pgzm_done < pgzm_touched THEN
                            UPDATE %4$s s SET (%6$s) = ROW (%7$s) FROM pgzm_new k JOIN %2$s l ON %3$s WHERE %5$s;
                            GET DIAGNOSTICS pgzm_done = ROW_COUNT;
                        END IF;
                    ELSE
                        SELECT count(*) INTO pgzm_gone FROM pgzm_old k WHERE NOT EXISTS (SELECT FROM %2$s l WHERE %3$s);
                        pgzm_done := 0;
                        IF pgzm_gone > 0 THEN
                            DELETE FROM %4$s s USING pgzm_old k
                             WHERE %5$s AND NOT EXISTS (SELECT FROM %2$s l WHERE %3$s);
                            GET DIAGNOSTICS pgzm_done = ROW_COUNT;
                        END IF;
                        IF pgzm_done < pgzm_gone THEN
                            RAISE SQLSTATE '%8$s';
                        END IF;
                        IF TG_OP = 'UPDATE' THEN
                            SELECT count(*) INTO pgzm_touched FROM pgzm_new;
                            UPDATE %4$s s SET (%6$s) = ROW (%7$s) FROM pgzm_new k JOIN %2$s l ON %3$s WHERE %5$s;
                            GET DIAGNOSTICS pgzm_done = ROW_COUNT;
                            IF pgzm_done < pgzm_touched THEN
                                %1$s FROM pgzm_new k JOIN %2$s l ON %3$s WHERE NOT EXISTS (SELECT FROM %4$s s WHERE %5$s);
                                GET DIAGNOSTICS pgzm_more = ROW_COUNT;
                                pgzm_done := pgzm_done + pgzm_more;
                            END IF;
                        END IF;
                    END IF;
                    IF pgzm_done < pgzm_touched THEN
                        RAISE SQLSTATE '%8$s';
                    END IF;
                    PERFORM set_config('enable_hashjoin', pgzm_hashjoin, true),
                            set_config('enable_mergejoin', pgzm_mergejoin, true);
                    RETURN NULL;
                EXCEPTION
                    WHEN SQLSTATE '%8$s' THEN
                        pgzm_problem := NULL;
                    WHEN OTHERS THEN
                        pgzm_problem := SQLERRM;
                END;
                """.formatted(
                        table.insertion("l"),
                        table.live(),
                        table.sameKey("l", "k"),
                        table.shadow(),
                        table.copyOf("s", "k"),
                        table.assignedNames(),
                        table.assignedValues("l"),
                        UNDER_WAY);
    }
}
