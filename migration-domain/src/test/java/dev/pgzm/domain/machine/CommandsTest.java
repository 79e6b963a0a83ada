package dev.pgzm.domain.machine;

import static dev.pgzm.domain.machine.FakeDestination.copying;
import static dev.pgzm.domain.machine.FakeDestination.prepared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.state.MigrationStatus;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each command in each standing. */
class CommandsTest {
    private static final String HERE = " --dest postgresql://app@new:5432/shop";

    private final FakeDestination destination = new FakeDestination();

    private Commands commands() {
        return Commands.of(Situation.of(destination, FakeDestination.TARGET), FakeDestination.TARGET);
    }

    private void assertAllowed(ThrowingCallable command) {
        assertThatCode(command).doesNotThrowAnyException();
    }

    private void assertRefused(ThrowingCallable command, String message, String hint) {
        assertRefused(command, ErrorCode.STATE_CONFLICT, message, hint);
    }

    private void assertRefused(ThrowingCallable command, ErrorCode code, String message, String hint) {
        Problem problem =
                catchThrowableOfType(MigrationException.class, command).problem();
        assertThat(problem)
                .isEqualTo(Problem.of(code, message)
                        .withDetail("That is what the destination's catalog and the state store say.")
                        .withHint(hint)
                        .withOutcome("Nothing was changed."));
    }

    @Test
    void whereNothingIsKnown() {
        assertThat(commands().next()).isEmpty();
        assertAllowed(commands()::requireFree);
        assertRefused(
                commands()::requireSwappable,
                "Cannot swap: nothing is prepared in the destination",
                "Begin with pgzm prepare.");
        assertRefused(
                commands()::resume,
                "Cannot resume: the destination holds no migration",
                "Begin one with pgzm start or prepare.");
        assertAllowed(commands()::requireAbortable);
    }

    @Test
    void whereOneIsUnfinished() {
        destination.holds(copying(Goal.PREPARED));

        assertThat(commands().next()).contains("pgzm resume" + HERE);
        assertAllowed(commands()::requireFree);
        assertRefused(
                commands()::requireSwappable,
                "Cannot swap: migration 42 is not prepared yet",
                "Go on with it: pgzm resume" + HERE);
        assertThat(commands().resume()).contains(Course.RESUME_PREPARE);
        assertAllowed(commands()::requireAbortable);

        destination.holds(copying(Goal.COMPLETED));
        assertThat(commands().resume()).contains(Course.RESUME_START);
    }

    @Test
    void whereOneIsPrepared() {
        destination.holds(prepared(Goal.PREPARED));

        assertThat(commands().next()).contains("pgzm swap" + HERE);
        assertRefused(
                commands()::requireFree,
                ErrorCode.PREFLIGHT,
                "Cannot begin: migration 42 is prepared in the destination",
                "Make it live: pgzm swap" + HERE + "\nOr undo it: pgzm abort" + HERE);
        assertAllowed(commands()::requireSwappable);
        assertThat(commands().resume()).isEmpty();
        assertAllowed(commands()::requireAbortable);
    }

    @Test
    void whereOneIsPreparedWhoseRunDiedBeforeItsSwap() {
        destination.holds(prepared(Goal.COMPLETED));
        assertThat(commands().resume()).contains(Course.SWAP);

        destination.holds(prepared(Goal.PREPARED));
        destination.remembers(MigrationStatus.SWAPPING, Goal.COMPLETED, Optional.empty());
        assertThat(commands().resume()).contains(Course.SWAP);
    }

    @Test
    void whereOneIsPreparedWhoseSwapFailed() {
        destination.holds(prepared(Goal.COMPLETED));
        destination.remembers(MigrationStatus.PREPARED, Goal.COMPLETED, Optional.of("Cannot swap: no lock"));

        assertThat(commands().next()).contains("pgzm swap" + HERE);
        assertThat(commands().resume()).isEmpty();
    }

    @Test
    void whereACrashHasEmptiedAPreparedOne() {
        destination.holds(prepared(Goal.PREPARED).emptiedByCrash(true));

        assertThat(commands().next()).contains("pgzm resume" + HERE);
        assertThat(commands().resume()).contains(Course.RESUME_PREPARE);
        assertAllowed(commands()::requireAbortable);
    }

    @Test
    void whereOneIsSwapped() {
        destination.holds(prepared(Goal.PREPARED).swapped(true));

        assertThat(commands().next()).contains("pgzm resume" + HERE);
        assertRefused(
                commands()::requireFree,
                ErrorCode.PREFLIGHT,
                "Cannot begin: migration 42 was swapped and has not ended",
                "Let it end: pgzm resume" + HERE);
        assertRefused(
                commands()::requireSwappable,
                "Cannot swap: migration 42 is swapped already",
                "Verify it and clean up: pgzm resume" + HERE);
        assertThat(commands().resume()).contains(Course.FINISH);
        assertRefused(
                commands()::requireAbortable,
                "Cannot abort: migration 42 is swapped already",
                "Let it end: pgzm resume" + HERE);
    }

    @Test
    void whereOneIsComplete() {
        destination.remembers(MigrationStatus.CLEANING_UP, Goal.COMPLETED, Optional.empty());
        destination.holdsBackup();

        assertThat(commands().next()).isEmpty();
        assertAllowed(commands()::requireFree);
        assertRefused(
                commands()::requireSwappable,
                "Cannot swap: migration 42 is complete already",
                "Look at it: pgzm status" + HERE);
        assertThat(commands().resume()).isEmpty();
        assertRefused(
                commands()::requireAbortable,
                "Cannot abort: migration 42 is complete",
                "Its former schema is kept as a backup schema; look at it: pgzm status" + HERE);
    }

    @Test
    void whereOneIsUndone() {
        destination.remembers(MigrationStatus.UNDONE, Goal.PREPARED, Optional.of("Cannot copy"));

        assertThat(commands().next()).contains("pgzm resume" + HERE);
        assertAllowed(commands()::requireFree);
        assertRefused(
                commands()::requireSwappable,
                "Cannot swap: nothing is prepared in the destination",
                "Begin with pgzm prepare.");
        assertThat(commands().resume()).contains(Course.RESUME_PREPARE);
        assertAllowed(commands()::requireAbortable);
    }
}
