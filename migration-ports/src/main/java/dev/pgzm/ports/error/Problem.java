package dev.pgzm.ports.error;

import java.util.Optional;
import org.immutables.value.Value;

/** What went wrong, in PostgreSQL's shape, so that every error reads alike; never holds a password. */
@Value.Immutable
public interface Problem {
    ErrorCode code();

    /** One factual sentence without a full stop: "Cannot X: Y". */
    String message();

    /** The facts: which object, which SQLSTATE, what the server said. */
    Optional<String> detail();

    /** The next command or the remedy. */
    Optional<String> hint();

    /** What was changed, or that nothing was; empty until the run knows. */
    Optional<String> outcome();

    static Problem of(ErrorCode code, String message) {
        return ImmutableProblem.builder().code(code).message(message).build();
    }

    default Problem withDetail(String detail) {
        return ImmutableProblem.builder().from(this).detail(detail).build();
    }

    default Problem withHint(String hint) {
        return ImmutableProblem.builder().from(this).hint(hint).build();
    }

    default Problem withOutcome(String outcome) {
        return ImmutableProblem.builder().from(this).outcome(outcome).build();
    }
}
