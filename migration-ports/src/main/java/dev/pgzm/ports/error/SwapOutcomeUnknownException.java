package dev.pgzm.ports.error;

/**
 * The third outcome: COMMIT was sent and no answer came back.
 *
 * <p>Repeating the swap could do harm. Whoever catches this asks the destination first
 * ({@link dev.pgzm.ports.swap.SchemaSwap#happened}).
 */
public final class SwapOutcomeUnknownException extends MigrationException {
    public SwapOutcomeUnknownException(Problem problem, Throwable cause) {
        super(problem, cause);
    }
}
