package dev.pgzm.domain.machine;

import dev.pgzm.ports.Standing;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.Target;
import java.util.Optional;

/** Which command is right in which situation; a wrong one is refused with the name of the right one. */
final class Commands {
    private final Situation situation;
    private final String destination;

    private Commands(Situation situation, String destination) {
        this.situation = situation;
        this.destination = destination;
    }

    static Commands of(Situation situation, Target target) {
        return new Commands(situation, target.destination().display());
    }

    /** The command that goes on from here; empty where nothing is to be done. */
    Optional<String> next() {
        return switch (situation.standing()) {
            case NONE, COMPLETED -> Optional.empty();
            case UNFINISHED, SWAPPED, UNDONE -> Optional.of(command("resume"));
            case PREPARED -> Optional.of(command(emptiedByCrash() ? "resume" : "swap"));
        };
    }

    /** The way into the machine for {@code resume}; empty where there is nothing left to do. */
    Optional<Course> resume() {
        Course again = situation.goal() == Goal.PREPARED ? Course.RESUME_PREPARE : Course.RESUME_START;
        return switch (situation.standing()) {
            case NONE ->
                throw refused("resume", "the destination holds no migration", "Begin one with pgzm start or prepare.");
            case UNFINISHED, UNDONE -> Optional.of(again);
            case PREPARED -> {
                if (emptiedByCrash()) {
                    yield Optional.of(again);
                }
                yield situation.diedBeforeItsSwap() ? Optional.of(Course.SWAP) : Optional.empty();
            }
            case SWAPPED -> Optional.of(Course.FINISH);
            case COMPLETED -> Optional.empty();
        };
    }

    /** For a new migration; one that died unprepared is in nobody's way. */
    void requireFree() {
        switch (situation.standing()) {
            case NONE, UNFINISHED, UNDONE, COMPLETED -> {}
            case PREPARED ->
                throw refused(
                        ErrorCode.PREFLIGHT,
                        "begin",
                        migration() + " is prepared in the destination",
                        "Make it live: " + command("swap") + "\nOr undo it: " + command("abort"));
            case SWAPPED ->
                throw refused(
                        ErrorCode.PREFLIGHT,
                        "begin",
                        migration() + " was swapped and has not ended",
                        "Let it end: " + command("resume"));
        }
    }

    void requireSwappable() {
        switch (situation.standing()) {
            case PREPARED -> {}
            case NONE, UNDONE ->
                throw refused("swap", "nothing is prepared in the destination", "Begin with pgzm prepare.");
            case UNFINISHED ->
                throw refused("swap", migration() + " is not prepared yet", "Go on with it: " + command("resume"));
            case SWAPPED ->
                throw refused(
                        "swap", migration() + " is swapped already", "Verify it and clean up: " + command("resume"));
            case COMPLETED ->
                throw refused("swap", migration() + " is complete already", "Look at it: " + command("status"));
        }
    }

    void requireAbortable() {
        switch (situation.standing()) {
            case NONE, UNFINISHED, PREPARED, UNDONE -> {}
            case SWAPPED ->
                throw refused("abort", migration() + " is swapped already", "Let it end: " + command("resume"));
            case COMPLETED ->
                throw refused(
                        "abort",
                        migration() + " is complete",
                        "Its former schema is kept as a backup schema; look at it: " + command("status"));
        }
    }

    private boolean emptiedByCrash() {
        return situation.standing() == Standing.PREPARED
                && situation.record().filter(MigrationRecord::emptiedByCrash).isPresent();
    }

    private String migration() {
        return situation.id().map(id -> "migration " + id).orElse("the migration");
    }

    private String command(String name) {
        return "pgzm " + name + " --dest " + destination;
    }

    private static MigrationException refused(String doing, String why, String hint) {
        return refused(ErrorCode.STATE_CONFLICT, doing, why, hint);
    }

    private static MigrationException refused(ErrorCode code, String doing, String why, String hint) {
        return new MigrationException(Problem.of(code, "Cannot " + doing + ": " + why)
                .withDetail("That is what the destination's catalog and the state store say.")
                .withHint(hint)
                .withOutcome("Nothing was changed."));
    }
}
