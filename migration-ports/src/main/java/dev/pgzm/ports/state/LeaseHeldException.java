package dev.pgzm.ports.state;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import java.time.Instant;

/** A lease is another's, and has not ended yet. */
public final class LeaseHeldException extends MigrationException {
    private final transient LeaseHolder holder;
    private final transient Instant until;

    public LeaseHeldException(LeaseHolder holder, Instant until) {
        super(Problem.of(ErrorCode.STATE_CONFLICT, "Cannot begin: another run of pgzm owns the migration")
                .withDetail("It is owned by " + holder + "; that ends at " + until + " if it is not renewed.")
                .withHint("Wait until that run has ended, or end it.")
                .withOutcome("Nothing was changed."));
        this.holder = holder;
        this.until = until;
    }

    public LeaseHolder holder() {
        return holder;
    }

    /** When the lease ends if it is not renewed, by the clock of its holder. */
    public Instant until() {
        return until;
    }
}
