package dev.pgzm.domain.machine;

import dev.pgzm.domain.phase.Run;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.state.MigrationStatus;

/** Says, of a failed run, in what state it left the databases. */
final class Outcome {
    private Outcome() {}

    static MigrationException of(MigrationStatus status, MigrationException cause, Run run) {
        Problem problem = cause.problem();
        boolean knowsBetter = problem.outcome().isPresent() && status == MigrationStatus.UNDONE;
        return new MigrationException(knowsBetter ? problem : problem.withOutcome(text(status, cause, run)), cause);
    }

    private static String text(MigrationStatus status, MigrationException cause, Run run) {
        String shadow = run.plan().shadowSchema();
        String live = run.plan().liveSchema();
        return switch (status) {
            case UNDONE -> undone(run);
            case UNDO_FAILED ->
                "The live schema is untouched. Schema " + shadow
                        + " could not be removed from the destination" + why(cause)
                        + "; pgzm abort removes it, pgzm resume goes on with it.";
            case STOPPED ->
                "The live schema is untouched, and what was built is kept: pgzm resume goes on with it, pgzm abort"
                        + " removes it.";
            case PREPARED ->
                "Nothing was swapped. Migration " + run.id()
                        + " stays prepared: pgzm swap tries again, pgzm abort undoes it.";
            case SWAPPED ->
                "The new schema is live as " + live + "; the former one is kept as "
                        + run.id().backupSchema()
                        + ". pgzm resume verifies it and cleans up, pgzm rollback --latest goes back.";
            case SWAP_UNKNOWN ->
                "The swap was either made or not, as a whole: it was made exactly if schema "
                        + run.id().backupSchema()
                        + " exists in the destination. pgzm status tells, and pgzm resume goes on from there.";
            default -> "The new schema is live as " + live + "; the state of the migration could not be saved.";
        };
    }

    private static String undone(Run run) {
        String removed = run.removed().isEmpty()
                ? ""
                : " Removed from the destination: " + String.join(", ", run.removed()) + ".";
        String swappedBack = run.swap().isPresent() ? "The new schema was live, and was swapped back. " : "";
        return swappedBack + "Both databases are as they were before." + removed;
    }

    private static String why(MigrationException cause) {
        return cause.getSuppressed().length == 0 ? "" : " (" + cause.getSuppressed()[0].getMessage() + ")";
    }
}
