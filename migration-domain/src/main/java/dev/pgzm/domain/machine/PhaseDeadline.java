package dev.pgzm.domain.machine;

import dev.pgzm.domain.phase.Phase;
import dev.pgzm.domain.phase.Run;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.state.MigrationStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Ends a phase that lasts too long by an interrupt of the thread that runs it, which ends whatever the phase is at. */
final class PhaseDeadline {
    /** Those with a timeout, and who fails by it: preflight is short, the swap has its own, and what follows it is not to be undone for that. */
    private static final Map<MigrationStatus, ErrorCode> LIMITED = Map.of(
            MigrationStatus.DUMPING, ErrorCode.SOURCE_FAILED,
            MigrationStatus.RESTORING, ErrorCode.DESTINATION_FAILED,
            MigrationStatus.INDEXING, ErrorCode.DESTINATION_FAILED,
            MigrationStatus.SYNCING, ErrorCode.DESTINATION_FAILED);

    private static final int SHOWN = 5;

    private final Thread worker = Thread.currentThread();
    private final Run run;
    private List<String> underWay = List.of();
    private boolean ended;
    private boolean expired;

    private PhaseDeadline(Run run) {
        this.run = run;
    }

    /**
     * Runs the phase.
     *
     * @throws MigrationException with the code of the side at work if the time is over; the thread is not interrupted then
     */
    static void run(MigrationStatus status, Phase phase, Run run) {
        Duration timeout = run.plan().protection().phaseTimeout().orElse(Duration.ZERO);
        ErrorCode failure = LIMITED.get(status);
        if (timeout.isZero() || failure == null) {
            phase.run(run);
            return;
        }
        PhaseDeadline deadline = new PhaseDeadline(run);
        Executor later = CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
        later.execute(deadline::expire);
        try {
            phase.run(run);
        } catch (RuntimeException failed) {
            throw deadline.end() ? deadline.late(status, failure, timeout, failed) : failed;
        } finally {
            deadline.end();
        }
    }

    private synchronized void expire() {
        if (!ended) {
            expired = true;
            // what is given up may end before it is cancelled
            underWay = run.account().underWay();
            worker.interrupt();
        }
    }

    /** Whether the time was over. */
    private synchronized boolean end() {
        if (expired && !ended) {
            // it has done its work, or came when the phase was done
            Thread.interrupted();
        }
        ended = true;
        return expired;
    }

    private synchronized MigrationException late(
            MigrationStatus status, ErrorCode failure, Duration timeout, RuntimeException cause) {
        String phase = status.name().toLowerCase(Locale.ROOT);
        Problem problem = Problem.of(
                        failure,
                        "Cannot go on: " + phase + " took longer than --phase-timeout, which is " + timeout.toSeconds()
                                + " s")
                .withHint("Raise --phase-timeout, or set it to 0, then run the command again.");
        return new MigrationException(
                underWay.isEmpty() ? problem : problem.withDetail("Under way were " + some() + "."), cause);
    }

    private synchronized String some() {
        String shown = underWay.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return underWay.size() <= SHOWN ? shown : shown + " and " + (underWay.size() - SHOWN) + " more";
    }
}
