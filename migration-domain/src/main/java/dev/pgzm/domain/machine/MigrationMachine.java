package dev.pgzm.domain.machine;

import dev.pgzm.domain.phase.Phase;
import dev.pgzm.domain.phase.Run;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.error.SwapOutcomeUnknownException;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.swap.SchemaSwap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks one run through the table of {@link Transitions}; it knows the phases' order, and nothing of what they do. */
public final class MigrationMachine {
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
     * Returns when the migration is completed.
     *
     * @throws MigrationException the first failure, with what was made of it as its outcome
     */
    void run() {
        MigrationStatus status = MigrationStatus.CREATED;
        while (!status.isFinal()) {
            status = Transitions.of(status, step(status)).to();
        }
        enterQuietly(status);
        if (status != MigrationStatus.COMPLETED || failure != null) {
            throw Outcome.of(status, failure, run);
        }
    }

    private Event step(MigrationStatus status) {
        try {
            return switch (status) {
                case CREATED -> {
                    journal.open();
                    yield Event.DONE;
                }
                case PREPARED -> enterAnd(status, () -> {});
                case RESOLVING_SWAP -> resolveSwap(status);
                case SWAPPING_BACK -> recovering(status, () -> swap.swapBack(run.plan(), run.id(), run.progress()));
                case UNDOING -> recovering(status, this::undo);
                default -> runPhase(status);
            };
        } catch (SwapOutcomeUnknownException unknown) {
            remember(unknown);
            return Event.UNANSWERED;
        } catch (RuntimeException failed) {
            remember(asMigrationException(failed));
            return Event.FAILED;
        }
    }

    private Event runPhase(MigrationStatus status) {
        Phase phase = phases.get(status);
        if (phase == null) {
            throw new IllegalStateException("no phase for " + status);
        }
        return enterAnd(status, () -> {
            begun.push(phase);
            phase.run(run);
        });
    }

    private Event enterAnd(MigrationStatus status, Runnable work) {
        journal.enter(status);
        work.run();
        return Event.DONE;
    }

    /** Goes on without its state being saved, which is the smaller harm. */
    private Event recovering(MigrationStatus status, Runnable work) {
        enterQuietly(status);
        work.run();
        return Event.DONE;
    }

    private Event resolveSwap(MigrationStatus status) {
        enterQuietly(status);
        boolean committed = swap.happened(run.plan(), run.id());
        failure = committed ? null : notCommitted(failure);
        return committed ? Event.COMMITTED : Event.NOT_COMMITTED;
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
        // an interrupt has done its work by now, and must not end the clearing up
        boolean interrupted = Thread.interrupted();
        try {
            while (!begun.isEmpty()) {
                begun.pop().undo(run);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
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

    private static MigrationException asMigrationException(RuntimeException failed) {
        return failed instanceof MigrationException known
                ? known
                : new MigrationException(
                        Problem.of(ErrorCode.BUG, "Cannot go on: " + failed)
                                .withHint("This is a defect of pgzm: please report it with the log."),
                        failed);
    }
}
