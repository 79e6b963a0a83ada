package dev.pgzm.postgres;

import dev.pgzm.ports.plan.Plan;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;

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
     * @param besides what is locked with them and what follows at once, while the schemas hold what they held
     * @return when the first lock was granted, by the clock of {@link System#nanoTime}
     */
    long lock(Session session, Exchange exchange, SwapStatements besides) throws SQLException;

    /**
     * Makes the exchange, or begins it.
     *
     * @param judge the statement that refuses what came in, by the schema that carries the incoming comment; runs when nobody
     *     can exchange that any more
     * @return the statements that are left to run for it
     */
    List<String> exchange(Session session, Exchange exchange, UnaryOperator<String> judge) throws SQLException;
}
