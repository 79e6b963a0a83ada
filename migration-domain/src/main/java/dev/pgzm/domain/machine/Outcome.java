package dev.pgzm.domain.machine;

import dev.pgzm.domain.phase.Run;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.state.MigrationStatus;
import org.jspecify.annotations.Nullable;

/** Says, of a failed run, in what state it left the databases. */
final class Outcome {
    private Outcome() {}

    static MigrationException of(MigrationStatus status, @Nullable MigrationException failure, Run run) {
        MigrationException cause = failure == null
                ? new MigrationException(Problem.of(ErrorCode.BUG, "Cannot tell why the run ended as " + status))
                : failure;
        Problem problem = cause.problem();
        MigrationException told = new MigrationException(
                problem.outcome().isPresent() && status == MigrationStatus.UNDONE
                        ? problem
                        : problem.withOutcome(text(status, cause, run)),
                cause);
        return told;
    }

    private static String text(MigrationStatus status, MigrationException cause, Run run) {
        String shadow = run.plan().shadowSchema();
        String live = run.plan().liveSchema();
        return switch (status) {
            case UNDONE -> "Both databases are as they were before.";
            case UNDO_FAILED ->
                "The live schema is untouched. Schema " + shadow
                        + " could not be removed from the destination" + why(cause)
                        + "; the next run of pgzm start removes it.";
            case SWAPPED ->
                "The new schema is live as " + live + "; the former one is kept as "
                        + run.id().backupSchema() + ".";
            case SWAP_UNKNOWN ->
                "The swap was either made or not, as a whole: it was made exactly if schema "
                        + run.id().backupSchema() + " exists in the destination.";
            default -> "The new schema is live as " + live + "; the state of the migration could not be saved.";
        };
    }

    private static String why(MigrationException cause) {
        return cause.getSuppressed().length == 0 ? "" : " (" + cause.getSuppressed()[0].getMessage() + ")";
    }
}
