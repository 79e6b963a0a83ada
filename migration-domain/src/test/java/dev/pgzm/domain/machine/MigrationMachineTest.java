package dev.pgzm.domain.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.domain.chronicle.Account;
import dev.pgzm.domain.phase.Phase;
import dev.pgzm.domain.phase.Run;
import dev.pgzm.ports.chronicle.Undertaking;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.error.SwapOutcomeUnknownException;
import dev.pgzm.ports.error.UnavailableException;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.FailurePolicy;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.MemoryStateStore;
import dev.pgzm.ports.state.MigrationState;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.swap.SchemaSwap;
import dev.pgzm.ports.swap.SwapReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationMachineTest {
    private static final Set<Transition> TAKEN = new HashSet<>();

    private final MemoryStateStore states = new MemoryStateStore(InstantSource.system());
    private FailurePolicy onFailure = FailurePolicy.ROLLBACK;
    private Course course = Course.START;
    private Optional<MigrationException> loss = Optional.empty();
    private final List<String> undone = new ArrayList<>();
    private final Map<MigrationStatus, Phase> phases = new EnumMap<>(MigrationStatus.class);
    private final FakeSwap swap = new FakeSwap();

    MigrationMachineTest() {
        for (MigrationStatus status : List.of(
                MigrationStatus.VALIDATING,
                MigrationStatus.DUMPING,
                MigrationStatus.RESTORING,
                MigrationStatus.INDEXING,
                MigrationStatus.SYNCING,
                MigrationStatus.SWAPPING,
                MigrationStatus.CLEANING_UP,
                MigrationStatus.VERIFYING)) {
            phases.put(status, phase(status, () -> {}));
        }
    }

    /** A swap that does what a test tells it. */
    private static final class FakeSwap implements SchemaSwap {
        @Override
        public SwapReport promote(Plan plan, MigrationId backup, MigrationId id, Progress progress) {
            throw new AssertionError("no migration rolls back");
        }

        @Override
        public void endPromotion(Plan plan, MigrationId id, Progress progress) {
            throw new AssertionError("no migration rolls back");
        }

        boolean committed;
        boolean unreachable;
        boolean cannotSwapBack;

        @Override
        public void inherit(Plan plan) {}

        @Override
        public SwapReport swap(Plan plan, MigrationId id, Progress progress) {
            return new SwapReport(1, Duration.ZERO, Duration.ZERO);
        }

        @Override
        public boolean happened(Plan plan, MigrationId id) {
            if (unreachable) {
                throw failure(ErrorCode.DESTINATION_FAILED, "Cannot connect");
            }
            return committed;
        }

        @Override
        public void swapBack(Plan plan, MigrationId id, Progress progress) {
            if (cannotSwapBack) {
                throw failure(ErrorCode.SWAP_NOT_OBTAINED, "Cannot swap back");
            }
        }

        @Override
        public List<Finding> validateKeys(Plan plan, Progress progress) {
            return List.of();
        }
    }

    private static MigrationException failure(ErrorCode code, String message) {
        return new MigrationException(Problem.of(code, message));
    }

    private Phase phase(MigrationStatus status, Runnable work) {
        return new Phase() {
            @Override
            public void run(Run run) {
                work.run();
            }

            @Override
            public void undo(Run run) {
                undone.add(status.name());
            }
        };
    }

    private void failsIn(MigrationStatus status, RuntimeException failure) {
        phases.put(status, phase(status, () -> {
            throw failure;
        }));
    }

    private void run() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://app:pw@localhost/shop", name -> null);
        Plan plan = ImmutablePlan.builder()
                .source(url)
                .destination(url)
                .jobs(1)
                .onFailure(onFailure)
                .build();
        Run run = new Run(
                plan,
                new MigrationId(42),
                course.goal(),
                new Account(Undertaking.START, Progress.SILENT, InstantSource.system()));
        Journal journal = Journal.after(Optional.empty(), states, InstantSource.system(), run);
        try {
            new MigrationMachine(phases, swap, journal, run).run(course, () -> loss);
        } finally {
            noteTransitions();
        }
    }

    private void noteTransitions() {
        List<MigrationStatus> path = path();
        for (int i = 1; i < path.size(); i++) {
            MigrationStatus from = path.get(i - 1);
            MigrationStatus to = path.get(i);
            Transitions.ALL.stream()
                    .filter(each -> each.from() == from && each.to() == to)
                    .forEach(TAKEN::add);
        }
    }

    private List<MigrationStatus> path() {
        return states.saves().stream().map(MigrationState::status).toList();
    }

    private Problem problem() {
        return catchThrowableOfType(MigrationException.class, this::run).problem();
    }

    @Test
    void walksFromPhaseToPhaseAndSavesEachBeforeItsWork() {
        run();

        assertThat(path())
                .containsExactly(
                        MigrationStatus.VALIDATING,
                        MigrationStatus.DUMPING,
                        MigrationStatus.RESTORING,
                        MigrationStatus.INDEXING,
                        MigrationStatus.SYNCING,
                        MigrationStatus.PREPARED,
                        MigrationStatus.SWAPPING,
                        MigrationStatus.VERIFYING,
                        MigrationStatus.CLEANING_UP,
                        MigrationStatus.COMPLETED);
        assertThat(undone).isEmpty();
        assertThat(states.saves().toString()).doesNotContain("pw");
    }

    @ParameterizedTest
    @EnumSource(names = {"VALIDATING", "DUMPING", "RESTORING", "INDEXING", "SYNCING", "SWAPPING"})
    void undoesEveryPhaseThatBeganInReverse(MigrationStatus failing) {
        failsIn(failing, failure(ErrorCode.SOURCE_FAILED, "Cannot read"));

        Problem problem = problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.SOURCE_FAILED);
        assertThat(problem.outcome()).contains("Both databases are as they were before.");
        assertThat(path()).endsWith(failing, MigrationStatus.UNDOING, MigrationStatus.UNDONE);
        assertThat(undone).startsWith(failing.name()).endsWith("VALIDATING");
        assertThat(states.load("shop").orElseThrow().failure()).contains("Cannot read");
    }

    @Test
    void saysWhatStaysBehindWhenUndoingFails() {
        phases.put(MigrationStatus.RESTORING, new Phase() {
            @Override
            public void run(Run run) {
                throw failure(ErrorCode.DESTINATION_FAILED, "Cannot load");
            }

            @Override
            public void undo(Run run) {
                throw failure(ErrorCode.DESTINATION_FAILED, "Cannot connect");
            }
        });

        Problem problem = problem();

        assertThat(problem.message()).isEqualTo("Cannot load");
        assertThat(problem.outcome())
                .contains("The live schema is untouched. Schema shadow could not be removed from the destination"
                        + " (Cannot connect); pgzm abort removes it, pgzm resume goes on with it.");
        assertThat(path()).endsWith(MigrationStatus.UNDOING, MigrationStatus.UNDO_FAILED);
    }

    @Test
    void asksTheDestinationWhenTheSwapsCommitWasNotAnsweredAndGoesOnIfItWasMade() {
        failsIn(MigrationStatus.SWAPPING, unanswered());
        swap.committed = true;

        run();

        assertThat(path())
                .containsSubsequence(
                        MigrationStatus.SWAPPING,
                        MigrationStatus.RESOLVING_SWAP,
                        MigrationStatus.VERIFYING,
                        MigrationStatus.CLEANING_UP,
                        MigrationStatus.COMPLETED);
        assertThat(undone).isEmpty();
    }

    @Test
    void asksTheDestinationWhenTheSwapsCommitWasNotAnsweredAndUndoesIfItWasNotMade() {
        failsIn(MigrationStatus.SWAPPING, unanswered());

        Problem problem = problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.DESTINATION_FAILED);
        assertThat(problem.outcome()).contains("Both databases are as they were before.");
        assertThat(path())
                .endsWith(
                        MigrationStatus.SWAPPING,
                        MigrationStatus.RESOLVING_SWAP,
                        MigrationStatus.UNDOING,
                        MigrationStatus.UNDONE);
    }

    @Test
    void touchesNothingWhenNobodyCanTellWhetherTheSwapWasMade() {
        failsIn(MigrationStatus.SWAPPING, unanswered());
        swap.unreachable = true;

        Problem problem = problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.SWAP_OUTCOME_UNKNOWN);
        assertThat(problem.outcome().orElseThrow()).contains("if schema backup_42 exists");
        assertThat(path()).endsWith(MigrationStatus.RESOLVING_SWAP, MigrationStatus.SWAP_UNKNOWN);
        assertThat(undone).isEmpty();
    }

    @Test
    void swapsBackAndUndoesWhenCleaningUpFails() {
        failsIn(MigrationStatus.CLEANING_UP, failure(ErrorCode.DESTINATION_FAILED, "Cannot drop"));

        assertThat(problem().outcome()).contains("Both databases are as they were before.");
        assertThat(path())
                .endsWith(
                        MigrationStatus.CLEANING_UP,
                        MigrationStatus.SWAPPING_BACK,
                        MigrationStatus.UNDOING,
                        MigrationStatus.UNDONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"VERIFYING", "CLEANING_UP"})
    void leavesTheNewSchemaLiveWhenThatIsAskedFor(MigrationStatus status) {
        onFailure = FailurePolicy.KEEP;
        failsIn(status, failure(ErrorCode.VERIFICATION_FAILED, "Cannot accept"));

        assertThat(problem().outcome().orElseThrow()).startsWith("The new schema is live as public");
        assertThat(path()).endsWith(status, MigrationStatus.SWAPPED);
        assertThat(undone).isEmpty();
    }

    @Test
    void leavesTheNewSchemaLiveWhenTheDestinationDoesNotAnswerWhileItCleansUp() {
        failsIn(MigrationStatus.CLEANING_UP, unavailable());

        assertThat(problem().outcome().orElseThrow()).startsWith("The new schema is live as public");
        assertThat(path()).endsWith(MigrationStatus.CLEANING_UP, MigrationStatus.SWAPPED);
        assertThat(undone).isEmpty();
    }

    @Test
    void swapsBackAndUndoesWhenVerificationFails() {
        failsIn(MigrationStatus.VERIFYING, failure(ErrorCode.VERIFICATION_FAILED, "Cannot accept"));

        assertThat(problem().outcome()).contains("Both databases are as they were before.");
        assertThat(path())
                .endsWith(
                        MigrationStatus.VERIFYING,
                        MigrationStatus.SWAPPING_BACK,
                        MigrationStatus.UNDOING,
                        MigrationStatus.UNDONE);
    }

    @Test
    void keepsTheNewSchemaWhenItCannotSwapBack() {
        failsIn(MigrationStatus.VERIFYING, failure(ErrorCode.VERIFICATION_FAILED, "Cannot accept"));
        swap.cannotSwapBack = true;

        assertThat(problem().code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
        assertThat(path()).endsWith(MigrationStatus.SWAPPING_BACK, MigrationStatus.SWAPPED);
        assertThat(undone).isEmpty();
    }

    @Test
    void keepsTheNewSchemaWhenVerificationCannotBeMade() {
        failsIn(MigrationStatus.VERIFYING, unavailable());
        assertThat(problem().outcome().orElseThrow()).contains("pgzm resume verifies it and cleans up");
        assertThat(path()).endsWith(MigrationStatus.VERIFYING, MigrationStatus.SWAPPED);
        assertThat(undone).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"START", "RESUME_START"})
    void isNotSwappedWhenItCannotBeSavedThatItIsPrepared(Course cannotSave) {
        course = cannotSave;
        states.refuseOnce(MigrationStatus.PREPARED);
        assertThat(problem().code()).isEqualTo(ErrorCode.STATE_CONFLICT);
        TAKEN.add(Transitions.of(MigrationStatus.PREPARED, cannotSave == Course.START ? Event.FAILED : Event.KEPT));
        assertThat(path()).endsWith(cannotSave == Course.START ? MigrationStatus.UNDONE : MigrationStatus.STOPPED);
    }

    @Test
    void endsAPreparationBeforeTheSwap() {
        course = Course.PREPARE;
        run();
        assertThat(path()).endsWith(MigrationStatus.SYNCING, MigrationStatus.PREPARED);
        assertThat(states.load("shop").orElseThrow().goal()).isEqualTo(Goal.PREPARED);
    }

    @Test
    void swapsWhatAnEarlierProcessHasPrepared() {
        course = Course.SWAP;
        run();
        assertThat(path())
                .containsExactly(
                        MigrationStatus.SWAPPING,
                        MigrationStatus.VERIFYING,
                        MigrationStatus.CLEANING_UP,
                        MigrationStatus.COMPLETED);
    }

    @Test
    void staysPreparedWhenASwapFails() {
        course = Course.SWAP;
        failsIn(MigrationStatus.SWAPPING, failure(ErrorCode.SWAP_NOT_OBTAINED, "Cannot lock"));
        Problem problem = problem();
        assertThat(problem.code()).isEqualTo(ErrorCode.SWAP_NOT_OBTAINED);
        assertThat(problem.outcome())
                .contains(
                        "Nothing was swapped. Migration 42 stays prepared: pgzm swap tries again, pgzm abort undoes it.");
        assertThat(path()).containsExactly(MigrationStatus.SWAPPING, MigrationStatus.PREPARED);
        assertThat(undone).isEmpty();
    }

    @Test
    void staysPreparedWhenASwapsCommitWasLost() {
        course = Course.SWAP;
        failsIn(MigrationStatus.SWAPPING, unanswered());
        assertThat(problem().code()).isEqualTo(ErrorCode.DESTINATION_FAILED);
        assertThat(path()).endsWith(MigrationStatus.RESOLVING_SWAP, MigrationStatus.PREPARED);
        assertThat(undone).isEmpty();
    }

    @Test
    void undoesWhatTheEarlierProcessDidWhenASwappedSchemaDoesNotVerify() {
        course = Course.SWAP;
        failsIn(MigrationStatus.VERIFYING, failure(ErrorCode.VERIFICATION_FAILED, "Cannot accept"));
        assertThat(problem().code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
        assertThat(path()).endsWith(MigrationStatus.SWAPPING_BACK, MigrationStatus.UNDOING, MigrationStatus.UNDONE);
        assertThat(undone).containsExactly("SWAPPING", "SYNCING", "INDEXING", "RESTORING", "DUMPING", "VALIDATING");
    }

    @ParameterizedTest
    @EnumSource(names = {"VALIDATING", "DUMPING", "RESTORING", "INDEXING", "SYNCING"})
    void keepsWhatWasBuiltWhenAResumedPreparationFailsAgain(MigrationStatus failing) {
        course = Course.RESUME_PREPARE;
        failsIn(failing, failure(ErrorCode.SOURCE_FAILED, "Cannot read"));
        assertThat(problem().outcome().orElseThrow())
                .contains("what was built is kept: pgzm resume goes on with it, pgzm abort removes it");
        assertThat(path()).endsWith(failing, MigrationStatus.STOPPED);
        assertThat(undone).isEmpty();
    }

    @Test
    void undoesAResumedPreparationThatIsInterrupted() {
        course = Course.RESUME_START;
        failsIn(MigrationStatus.DUMPING, failure(ErrorCode.INTERRUPTED, "Cannot go on"));
        assertThat(problem().code()).isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(undone).containsSubsequence("DUMPING", "SYNCING", "INDEXING", "RESTORING", "DUMPING", "VALIDATING");
    }

    @Test
    void finishesASwappedMigration() {
        course = Course.FINISH;
        run();
        assertThat(path())
                .containsExactly(MigrationStatus.VERIFYING, MigrationStatus.CLEANING_UP, MigrationStatus.COMPLETED);
    }

    @Test
    void abortsWhatAnEarlierProcessHasBegun() {
        course = Course.ABORT;
        run();
        assertThat(path()).containsExactly(MigrationStatus.UNDOING, MigrationStatus.UNDONE);
        assertThat(undone).containsExactly("SYNCING", "INDEXING", "RESTORING", "DUMPING", "VALIDATING");
    }

    @Test
    void stopsWhereItIsWhenAnotherRunHasTakenTheDestination() {
        failsIn(MigrationStatus.RESTORING, failure(ErrorCode.INTERRUPTED, "Cannot go on"));
        loss = Optional.of(failure(ErrorCode.STATE_CONFLICT, "Cannot go on: another run"));
        assertThat(problem().code()).isEqualTo(ErrorCode.STATE_CONFLICT);
        assertThat(undone).isEmpty();
    }

    @Test
    void takesAnythingThatFailsOnAnInterruptedThreadForTheInterrupt() {
        phases.put(MigrationStatus.DUMPING, phase(MigrationStatus.DUMPING, () -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the channel was closed");
        }));
        Problem problem = problem();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(problem.code()).isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(path()).endsWith(MigrationStatus.UNDOING, MigrationStatus.UNDONE);
    }

    @Test
    void finishesInSpiteOfAnInterruptOnceTheSwapIsMade() {
        phases.put(
                MigrationStatus.SWAPPING,
                phase(MigrationStatus.SWAPPING, () -> Thread.currentThread().interrupt()));
        phases.put(
                MigrationStatus.VERIFYING,
                phase(
                        MigrationStatus.VERIFYING,
                        () -> assertThat(Thread.currentThread().isInterrupted()).isFalse()));
        run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(path()).endsWith(MigrationStatus.COMPLETED);
    }

    @Test
    void callsAnUnexpectedExceptionABugAndUndoes() {
        failsIn(MigrationStatus.DUMPING, new IllegalStateException("oops"));

        assertThat(problem().code()).isEqualTo(ErrorCode.BUG);
        assertThat(path()).endsWith(MigrationStatus.UNDONE);
    }

    @Test
    void hasNoMoveOutsideItsTable() {
        assertThatThrownBy(() -> Transitions.of(MigrationStatus.COMPLETED, Event.DONE))
                .hasMessage("no transition from COMPLETED on DONE");
    }

    @Test
    void isDrawnInTheDocumentationAsItIs() throws java.io.IOException {
        assertThat(Files.readString(Path.of("..", "docs", "architecture.md"))).contains(Transitions.diagram());
    }

    @AfterAll
    static void everyTransitionWasTaken() {
        assertThat(TAKEN).containsAll(Transitions.ALL);
    }

    private static UnavailableException unavailable() {
        return new UnavailableException(
                Problem.of(ErrorCode.DESTINATION_FAILED, "Cannot connect"), new IllegalStateException("cut"));
    }

    private static SwapOutcomeUnknownException unanswered() {
        return new SwapOutcomeUnknownException(
                Problem.of(ErrorCode.SWAP_OUTCOME_UNKNOWN, "Cannot tell"), new IllegalStateException("cut"));
    }
}
