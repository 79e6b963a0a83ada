package dev.pgzm.domain.machine;

import static dev.pgzm.domain.machine.FakeDestination.TARGET;
import static dev.pgzm.domain.machine.FakeDestination.copying;
import static dev.pgzm.domain.machine.FakeDestination.prepared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.Continuation;
import dev.pgzm.ports.Resumption;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.StatusReport;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DependentPolicy;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.LeaseHolder;
import dev.pgzm.ports.state.MigrationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a status foretells is what the commands do. */
class InquiryTest {
    private final FakeDestination destination = new FakeDestination();
    private final PhasedMigrations engine = new PhasedMigrations(destination, work -> {}, InstantSource.system());

    private StatusReport status() {
        return engine.status(TARGET);
    }

    /** The command itself refuses in the same words. */
    private void assertRefused(Continuation... refused) {
        assertThat(status().refusals()).containsOnlyKeys(refused);
        status().refusals().forEach((command, problem) -> assertThat(problem).isEqualTo(refusal(command)));
    }

    private Problem refusal(Continuation command) {
        return catchThrowableOfType(MigrationException.class, () -> {
                    switch (command) {
                        case SWAP -> engine.swap(TARGET, Progress.SILENT);
                        case RESUME -> engine.resume(TARGET, Progress.SILENT);
                        case ABORT -> engine.abort(TARGET, Progress.SILENT);
                    }
                })
                .problem();
    }

    private void assertResumption(Resumption resumption) {
        assertThat(status().resumption()).isEqualTo(resumption);
    }

    @Test
    void foretellsThatNothingCanGoOnWhereNothingIs() {
        assertRefused(Continuation.SWAP, Continuation.RESUME);
        assertResumption(Resumption.NOTHING);
    }

    @Test
    void foretellsThatAnUnfinishedOneIsBuiltOn() {
        destination.holds(copying(Goal.PREPARED));
        assertRefused(Continuation.SWAP);
        assertResumption(Resumption.BUILD);

        destination.holds(copying(Goal.COMPLETED));
        assertResumption(Resumption.BUILD);
    }

    @Test
    void foretellsThatOneOfWhichNothingIsLeftBeginsAgain() {
        destination.remembers(MigrationStatus.DUMPING, Goal.PREPARED, Optional.empty());
        assertRefused(Continuation.SWAP);
        assertResumption(Resumption.BEGIN);
    }

    @Test
    void foretellsThatAnUndoneOneBeginsAgain() {
        destination.remembers(MigrationStatus.UNDONE, Goal.COMPLETED, Optional.of("Cannot copy"));
        assertRefused(Continuation.SWAP);
        assertResumption(Resumption.BEGIN);
    }

    @Test
    void foretellsThatOneThatACrashHasEmptiedBeginsAgain() {
        destination.holds(copying(Goal.PREPARED).emptiedByCrash(true));
        assertResumption(Resumption.BEGIN);

        destination.holds(prepared(Goal.PREPARED).emptiedByCrash(true));
        assertResumption(Resumption.BEGIN);
        assertThat(status().refusals()).containsOnlyKeys(Continuation.SWAP);
        assertThat(status().refusals().get(Continuation.SWAP))
                .isEqualTo(Problem.of(
                                ErrorCode.PREFLIGHT,
                                "Cannot swap: the destination has crashed since migration 42 was prepared")
                        .withDetail("the destination has crashed since migration 42 was prepared: PostgreSQL empties"
                                + " unlogged tables in a crash, and the new schema has such tables")
                        .withHint("Run pgzm resume, which copies everything again, or pgzm abort.")
                        .withOutcome("Nothing was changed."));
    }

    @Test
    void foretellsTheSwapOfWhatIsPrepared() {
        destination.holds(prepared(Goal.PREPARED));
        assertRefused();
        assertResumption(Resumption.NOTHING);

        destination.holds(prepared(Goal.COMPLETED));
        assertRefused();
        assertResumption(Resumption.SWAP);
    }

    @Test
    void foretellsThatObstaclesForbidWhateverWouldSwap() {
        destination.views.add("reports.v");
        destination.holds(prepared(Goal.PREPARED));
        assertThat(status().refusals()).containsOnlyKeys(Continuation.SWAP);
        assertThat(status().refusals().get(Continuation.SWAP))
                .isEqualTo(Problem.of(ErrorCode.PREFLIGHT, "Cannot swap: view reports.v depends on table public.t")
                        .withDetail("view reports.v depends on table public.t: after the swap it would still use the"
                                + " backup: the new schema does not hold column t.gone")
                        .withHint("Drop it and create it again after the swap, or accept it with"
                                + " --external-dependents ignore.")
                        .withOutcome("Nothing was changed."));

        destination.holds(prepared(Goal.COMPLETED));
        assertThat(status().refusals()).containsOnlyKeys(Continuation.SWAP, Continuation.RESUME);
        assertResumption(Resumption.NOTHING);
    }

    @Test
    void foretellsThatAcceptedObstaclesForbidNothing() {
        destination.views.add("reports.v");
        destination.holds(prepared(Goal.PREPARED));

        StatusReport status = engine.status(ImmutableTarget.builder()
                .from(TARGET)
                .externalDependents(DependentPolicy.IGNORE)
                .build());

        assertThat(status.obstacles()).hasSize(1);
        assertThat(status.refusals()).isEmpty();
    }

    @Test
    void foretellsThatASwappedOneIsFinished() {
        destination.holds(prepared(Goal.PREPARED).swapped(true));
        assertRefused(Continuation.SWAP, Continuation.ABORT);
        assertResumption(Resumption.FINISH);
    }

    @Test
    void foretellsThatACompleteOneIsLeftAlone() {
        destination.remembers(MigrationStatus.COMPLETED, Goal.COMPLETED, Optional.empty());
        assertRefused(Continuation.SWAP, Continuation.ABORT);
        assertResumption(Resumption.NOTHING);
    }

    @Test
    void doesNotBelieveADocumentOfBeforeARollback() {
        destination
                .remembers(MigrationStatus.COMPLETED, Goal.COMPLETED, Optional.empty())
                .isRolledBack();

        assertThat(status().standing()).isEqualTo(Standing.NONE);
        assertThat(status().id()).isEmpty();
        assertThat(status().state()).isEmpty();
    }

    @Test
    void foretellsThatAnotherRunIsInTheWayOfEverything() {
        destination.holds(prepared(Goal.COMPLETED));
        destination.lockHolder = Optional.of("pgzm, process 4711 on db-runner-2");

        assertRefused(Continuation.values());
        assertThat(status().refusals().get(Continuation.ABORT))
                .isEqualTo(
                        Problem.of(ErrorCode.STATE_CONFLICT, "Cannot begin: another run of pgzm owns the destination")
                                .withDetail("Its lock is held by pgzm, process 4711 on db-runner-2.")
                                .withHint("Wait until that run has ended, or end it.")
                                .withOutcome("Nothing was changed."));
        assertResumption(Resumption.NOTHING);
    }

    @Test
    void namesTheOtherRunByItsLease() {
        LeaseHolder other = new LeaseHolder("db-runner-2", 4711, "ada", Instant.EPOCH);
        destination.stateStore().lease("shop", other, Duration.ofMinutes(1));
        assertThat(status().runner()).as("who has no lock is dead").isEmpty();
        destination.lockHolder = Optional.of("pgzm, process 4711 on db-runner-2");

        assertThat(status().runner()).contains(other.toString());
        assertThat(status().refusals().values())
                .hasSize(3)
                .allSatisfy(problem -> assertThat(problem.detail()).contains("Its lock is held by " + other + "."));
    }
}
