package dev.pgzm.postgres;

import dev.pgzm.ports.plan.Plan;
import java.sql.SQLException;
import java.util.function.Consumer;

/** One way to exchange two schemas, step by step within a transaction that somebody else begins and ends. */
interface ExchangeStrategy {
    /** What the plan asks for, which must be decided. */
    static ExchangeStrategy of(Plan plan) {
        return switch (plan.swapStrategy()) {
            case RENAME -> new RenameSchemas(plan.lockTimeout());
            case MOVE -> new MoveObjects(plan.lockTimeout());
            case AUTO -> throw new IllegalArgumentException("the strategy is not decided");
        };
    }

    /** Does what makes nobody wait. */
    void makeReady(Session session, Exchange exchange) throws SQLException;

    /**
     * Holds off whoever must not come between, to the end of the transaction. Ends at once when the thread is interrupted.
     *
     * @return when the first lock was granted, by the clock of {@link System#nanoTime}
     */
    long lock(Session session, Exchange exchange) throws SQLException;

    /**
     * Makes the exchange.
     *
     * @param judge is told which schema carries the incoming comment when nobody can exchange what came in any more, and
     *     throws to refuse it
     */
    void exchange(Session session, Exchange exchange, Consumer<String> judge) throws SQLException;
}
