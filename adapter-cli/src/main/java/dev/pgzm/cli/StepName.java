package dev.pgzm.cli;

import dev.pgzm.ports.state.MigrationStatus;

/** What a step is called in a report: after what it does. */
final class StepName {
    private StepName() {}

    static String of(MigrationStatus status) {
        return switch (status) {
            case CREATED -> "begin";
            case VALIDATING -> "preflight";
            case DUMPING -> "read the schema";
            case RESTORING -> "copy rows";
            case INDEXING -> "build indexes";
            case SYNCING -> "preserved tables";
            case PREPARED -> "prepared";
            case SWAPPING -> "swap";
            case RESOLVING_SWAP -> "ask whether it was swapped";
            case VERIFYING -> "verify";
            case CLEANING_UP -> "clean up";
            case SWAPPING_BACK -> "swap back";
            case UNDOING -> "undo";
            case COMPLETED -> "completed";
            case SWAPPED -> "swapped";
            case UNDONE -> "undone";
            case UNDO_FAILED -> "undo failed";
            case STOPPED -> "stopped";
            case SWAP_UNKNOWN -> "swap unknown";
        };
    }
}
