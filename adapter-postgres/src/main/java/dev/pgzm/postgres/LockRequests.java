package dev.pgzm.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes many locks beside applications that take some of them in another order.
 *
 * <p>Who holds one lock and waits for the next can be what a transaction waits for that holds the next. So only the first lock
 * is waited for with patience, while nothing is held. If another is not granted at once, all are let go of, which lets that
 * transaction pass, and the one that was missing becomes the first. That soon finds the order in which applications work:
 * who has not begun waits for the first lock then, and holds nothing.
 *
 * <p>Whoever comes behind a request waits as long as it does. So the first lock is asked for in short moments, in between which all
 * may pass: transactions that are short leave such a moment soon. Only where that has not helped for a while do the moments grow,
 * up to the patience.
 *
 * <p>Tables that nobody is writing to are asked for in one statement, which needs half the time, and before all others, since nobody
 * waits for them. It does not tell which lock is missing; if one is, those that somebody has come to use are asked for by
 * themselves from then on.
 */
final class LockRequests {
    private static final Duration AT_ONCE = Duration.ofMillis(5);
    /** Who comes behind a request that is no longer than this hardly notices. */
    static final Duration MOMENT = Duration.ofMillis(10);

    private static final Duration UNTIL_MOMENTS_GROW = Duration.ofMillis(200);
    // what an unhindered request takes on a busy machine
    private static final Duration WORK = Duration.ofNanos(100_000);
    private static final String NANOS_HELD = "SELECT (extract(epoch FROM pg_catalog.clock_timestamp()"
            + " - pg_catalog.current_setting('pgzm.locked')::timestamptz) * 1e9)::bigint";
    private static final String NOTHING_TO_LOCK =
            "BEGIN PERFORM pg_catalog.set_config('pgzm.locked', pg_catalog.clock_timestamp()::text, true); END";
    // variables keep their values when an exception rolls their block back, with the locks
    private static final String LOOP = """
            DECLARE
                requests text[] := ARRAY[%1$s]::text[];
                idle text[] := ARRAY[%6$s]::text[];
                used text[];
                patience interval := interval '%2$d milliseconds';
                moment interval := least(patience, interval '%7$d milliseconds');
                growing timestamptz := clock_timestamp() + interval '%8$d milliseconds';
                deadline timestamptz := growing + 1.5 * patience;
                latest timestamptz;
                at_once text := least(%2$d, %4$d);
                asked int;
            BEGIN
                LOOP
                    asked := 0;
                    latest := clock_timestamp() + patience + interval '%3$d milliseconds';
                    BEGIN
                        IF idle <> '{}' THEN
                            PERFORM set_config('lock_timeout', at_once, true);
                            PERFORM set_config('pgzm.locked', clock_timestamp()::text, true);
                            EXECUTE 'LOCK TABLE ONLY ' || array_to_string(idle, ', ONLY ') || ' IN EXCLUSIVE MODE';
                        END IF;
                        asked := 1;
                        PERFORM set_config('lock_timeout', greatest(1, ceil(1000 * extract(epoch
                            FROM least(moment, deadline - clock_timestamp()))))::text, true);
                        EXECUTE requests[1];
                        IF idle = '{}' THEN
                            PERFORM set_config('pgzm.locked', clock_timestamp()::text, true);
                        END IF;
                        PERFORM set_config('lock_timeout', at_once, true);
                        WHILE asked < cardinality(requests) LOOP
                            asked := asked + 1;
                            EXECUTE requests[asked];
                            IF clock_timestamp() > latest THEN
                                RAISE lock_not_available
                                    USING MESSAGE = '%5$d locks were not all granted within %2$d ms';
                            END IF;
                        END LOOP;
                        PERFORM set_config('lock_timeout', '%2$d', true);
                        RETURN;
                    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
                        IF clock_timestamp() >= growing AND (asked = 1 AND moment = patience
                            OR clock_timestamp() >= deadline) THEN
                            RAISE;
                        ELSIF asked = 1 THEN
                            IF clock_timestamp() >= growing THEN
                                moment := least(5 * moment, patience);
                            END IF;
                            PERFORM pg_sleep(0.005 + random() * 0.02);
                        ELSIF asked = 0 THEN
                            used := ARRAY(SELECT i.name FROM unnest(idle) AS i (name)
                                WHERE to_regclass(i.name)::oid = ANY (ARRAY(SELECT l.relation FROM pg_locks l
                                    WHERE l.mode <> 'AccessShareLock' AND l.pid <> pg_backend_pid())));
                            requests := ARRAY(SELECT 'LOCK TABLE ONLY ' || u.name || ' IN EXCLUSIVE MODE'
                                FROM unnest(used) AS u (name)) || requests;
                            idle := ARRAY(SELECT i.name FROM unnest(idle) AS i (name) WHERE i.name <> ALL (used));
                        ELSE
                            requests := requests[asked] || requests[:asked - 1] || requests[asked + 1:];
                        END IF;
                    END;
                END LOOP;
            END
            """;

    private LockRequests() {}

    /** The request for a table, so that nobody else writes to it. */
    static String ofTable(String name) {
        return ofTables(List.of(name), "EXCLUSIVE");
    }

    /** The request for tables without what inherits from them, in one of PostgreSQL's lock modes. */
    static String ofTables(List<String> names, String mode) {
        return "LOCK TABLE ONLY " + String.join(", ONLY ", names) + " IN " + mode + " MODE";
    }

    /**
     * Returns with all the locks, and ends at once when the thread is interrupted. Sets the transaction's {@code lock_timeout}
     * to the patience.
     *
     * @param requests statements that lock a relation each, at least one if there are any idle ones
     * @param idle the names of tables that nobody is likely to hold, asked for as by {@link #ofTable}
     * @param patience how long anybody who comes meanwhile may have to wait
     * @param then statements that follow in the same message
     * @return when the first was granted, by the clock of {@link System#nanoTime}
     */
    static long grant(Session session, List<String> requests, List<String> idle, Duration patience, List<String> then)
            throws SQLException {
        String all = requests.isEmpty() ? NOTHING_TO_LOCK : loop(requests, idle, patience);
        String script = Stream.of(List.of("DO LANGUAGE plpgsql " + Identifiers.literal(all)), then, List.of(NANOS_HELD))
                .flatMap(List::stream)
                .collect(Collectors.joining(";\n"));
        AtomicLong held = new AtomicLong();
        Interruption.cancelling(session, () -> held.set(Long.parseLong(session.executeForValue(script))));
        return System.nanoTime() - held.get();
    }

    private static String loop(List<String> requests, List<String> idle, Duration patience) {
        int all = requests.size() + idle.size();
        return LOOP.formatted(
                literals(requests),
                patience.toMillis(),
                WORK.multipliedBy(all).toMillis(),
                AT_ONCE.toMillis(),
                all,
                literals(idle),
                MOMENT.toMillis(),
                UNTIL_MOMENTS_GROW.toMillis());
    }

    private static String literals(List<String> requests) {
        return requests.stream().map(Identifiers::literal).collect(Collectors.joining(", "));
    }
}
