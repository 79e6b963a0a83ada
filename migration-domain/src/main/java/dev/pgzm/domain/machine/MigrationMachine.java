package dev.pgzm.domain.machine;

import dev.pgzm.domain.phase.Phase;
import dev.pgzm.domain.phase.Run;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.error.SwapOutcomeUnknownException;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.swap.SchemaSwap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Walks one run through the table of {@link Transitions}; it knows the phases' order, and nothing of what they do. */
final class MigrationMachine {
    private final Map<MigrationStatus, Phase> phases;
    private final SchemaSwap swap;
    private final Journal journal;
    private final Run run;
    private final Deque<Phase> begun = new ArrayDeque<>();
    private @Nullable MigrationException failure;

    MigrationMachine(Map<MigrationStatus, Phase> phases, SchemaSwap swap, Journal journal, Run run) {
        this.phases = phases;
        this.swap = swap;
        this.journal = journal;
        this.run = run;
    }

    /**
     * Returns when the course's goal is reached.
     *
     * @param ownership gives the reason if the run has lost its right to go on: it then stops where it is
     * @throws MigrationException the first failure, with what was made of it as its outcome
     */
    void run(Course course, Supplier<Optional<MigrationException>> ownership) {
        if (course.inherits()) {
            Preparation.STATUSES.forEach(status -> begun.push(phase(status)));
        }
        MigrationStatus status = course.entry();
        while (!isEnd(status, course)) {
            Event event = step(status, course);
            ownership.get().ifPresent(loss -> {
                throw loss;
            });
            status = Transitions.of(status, event).to();
        }
        MigrationStatus end = status;
        uninterrupted(() -> {
            enterQuietly(end);
            return end;
        });
        if (failure != null) {
            throw Outcome.of(status, failure, run);
        }
    }

    private boolean isEnd(MigrationStatus status, Course course) {
        boolean staysPrepared = failure != null || course.goal() == Goal.PREPARED;
        return status.isFinal() || status == MigrationStatus.PREPARED && staysPrepared;
    }

    private Event step(MigrationStatus status, Course course) {
        try {
            return switch (status) {
                case RESOLVING_SWAP -> uninterrupted(() -> resolveSwap(status, course));
                case SWAPPING_BACK -> recovering(status, () -> swap.swapBack(run.plan(), run.id(), run.progress()));
                case UNDOING -> recovering(status, this::undo);
                case VERIFYING, CLEANING_UP ->
                    recovering(status, () -> phase(status).run(run));
                default -> forward(status);
            };
        } catch (SwapOutcomeUnknownException unknown) {
            remember(unknown);
            return Event.UNANSWERED;
        } catch (RuntimeException failed) {
            MigrationException known = asMigrationException(failed);
            remember(known);
            return Failures.eventOf(status, course, run.plan().onFailure(), known);
        }
    }

    private Event forward(MigrationStatus status) {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(null);
        }
        journal.enter(status);
        if (status != MigrationStatus.PREPARED) {
            Phase phase = phase(status);
            begun.push(phase);
            PhaseDeadline.run(status, phase, run);
        }
        return Event.DONE;
    }

    private Phase phase(MigrationStatus status) {
        Phase phase = phases.get(status);
        if (phase == null) {
            throw new IllegalStateException("no phase for " + status);
        }
        return phase;
    }

    /** Goes on without its state being saved, which is the smaller harm. */
    private Event recovering(MigrationStatus status, Runnable work) {
        return uninterrupted(() -> {
            enterQuietly(status);
            work.run();
            return Event.DONE;
        });
    }

    /** An interrupt has done its work by now, or came too late to undo anything. */
    private static <T> T uninterrupted(Supplier<T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Event resolveSwap(MigrationStatus status, Course course) {
        enterQuietly(status);
        boolean committed;
        try {
            committed = swap.happened(run.plan(), run.id());
        } catch (MigrationException unreachable) {
            remember(unreachable);
            return Event.UNANSWERED;
        }
        if (committed) {
            failure = null;
            return Event.DONE;
        }
        MigrationException known = notCommitted(failure);
        failure = known;
        return Failures.eventOf(status, course, run.plan().onFailure(), known);
    }

    private static MigrationException notCommitted(@Nullable MigrationException unanswered) {
        return new MigrationException(
                Problem.of(
                                ErrorCode.DESTINATION_FAILED,
                                "Cannot swap: the connection to the destination was lost before the swap was committed")
                        .withDetail("The destination was asked, and has not made the swap.")
                        .withHint("Run the command again."),
                unanswered == null ? new IllegalStateException("not committed") : unanswered);
    }

    private void undo() {
        while (!begun.isEmpty()) {
            begun.pop().undo(run);
        }
    }

    private void enterQuietly(MigrationStatus status) {
        try {
            journal.enter(status);
        } catch (MigrationException notSaved) {
            remember(notSaved);
        }
    }

    private void remember(MigrationException failed) {
        if (failure == null) {
            failure = failed;
            journal.failed(failed.problem().message());
        } else if (failure != failed) {
            failure.addSuppressed(failed);
        }
    }

    /** Whatever fails on an interrupted thread fails for that: files and sockets are closed under it. */
    private static MigrationException asMigrationException(RuntimeException failed) {
        if (Thread.currentThread().isInterrupted()) {
            return interrupted(failed);
        }
        return failed instanceof MigrationException known
                ? known
                : new MigrationException(
                        Problem.of(ErrorCode.BUG, "Cannot go on: " + failed)
                                .withHint("This is a defect of pgzm: please report it with the log."),
                        failed);
    }

    private static MigrationException interrupted(@Nullable RuntimeException cause) {
        Problem problem = Problem.of(ErrorCode.INTERRUPTED, "Cannot go on: the run was interrupted");
        return cause == null ? new MigrationException(problem) : new MigrationException(problem, cause);
    }
}
