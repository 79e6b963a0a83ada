package dev.pgzm.domain.machine;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.state.MigrationStatus;

/** Decides, of a failed step, whether what was done is taken back or stays. */
final class Failures {
    private Failures() {}

    static Event eventOf(MigrationStatus status, Course course, MigrationException failed) {
        boolean kept = switch (status) {
            // undone only where the new schema is known to be wrong: what applications wrote to it would go too
            case VERIFYING -> failed.problem().code() != ErrorCode.VERIFICATION_FAILED;
            case CLEANING_UP, SWAPPING_BACK, UNDOING -> true;
            case SWAPPING, RESOLVING_SWAP -> course == Course.SWAP || course == Course.RESUME_START;
            default -> course.inherits() && failed.problem().code() != ErrorCode.INTERRUPTED;
        };
        return kept ? Event.KEPT : Event.FAILED;
    }
}
