package dev.pgzm.domain.machine;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.UnavailableException;
import dev.pgzm.ports.plan.FailurePolicy;
import dev.pgzm.ports.state.MigrationStatus;

/** Decides, of a failed step, whether what was done is taken back or stays. */
final class Failures {
    private Failures() {}

    static Event eventOf(MigrationStatus status, Course course, FailurePolicy policy, MigrationException failed) {
        boolean kept = switch (status) {
            // what applications wrote to the new schema would go with it: a server that does not answer is no reason
            case VERIFYING, CLEANING_UP ->
                policy == FailurePolicy.KEEP
                        || failed instanceof UnavailableException
                        || failed.problem().code() == ErrorCode.INTERRUPTED;
            case SWAPPING_BACK, UNDOING -> true;
            case SWAPPING, RESOLVING_SWAP -> course == Course.SWAP || course == Course.RESUME_START;
            default -> course.inherits() && failed.problem().code() != ErrorCode.INTERRUPTED;
        };
        return kept ? Event.KEPT : Event.FAILED;
    }
}
