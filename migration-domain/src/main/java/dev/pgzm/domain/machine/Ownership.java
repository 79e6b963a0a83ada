package dev.pgzm.domain.machine;

import dev.pgzm.domain.Ports;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.DestinationLock;
import dev.pgzm.ports.state.Lease;
import dev.pgzm.ports.state.LeaseHeldException;
import dev.pgzm.ports.state.LeaseHolder;
import dev.pgzm.ports.state.StateStore;
import dev.pgzm.ports.state.ThisProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One run's right to work on a destination: its advisory lock, which decides, and the lease of its state, which tells others
 * who has it. Both are renewed while the run lasts; when they are lost to another run, the owner's thread is interrupted.
 */
public final class Ownership implements AutoCloseable {
    private static final int RENEWALS_PER_LEASE = 3;
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

    private final DestinationLock.Held lock;
    private final Lease lease;
    private final Duration pause;
    private final Thread owner = Thread.currentThread();
    private final CountDownLatch kept = new CountDownLatch(1);
    private boolean keeping;
    private boolean closed;
    private @Nullable MigrationException loss;

    private Ownership(DestinationLock.Held lock, Lease lease, Duration pause) {
        this.lock = lock;
        this.lease = lease;
        this.pause = pause;
    }

    /**
     * Takes both, and keeps them with one of the executor's threads. Waits for the lease of a dead holder to end, for no
     * longer than a lease lasts.
     *
     * @throws MigrationException with {@code STATE_CONFLICT} if another run has either, naming it
     */
    public static Ownership take(Ports ports, Tenure tenure, Executor workers, InstantSource clock, Progress progress) {
        LeaseHolder me = ThisProcess.holder(Instant.ofEpochMilli(clock.millis()));
        DestinationLock.Held lock = ports.destinationLock().acquire(tenure.destination(), me);
        try {
            Lease lease = lease(ports.stateStore(), tenure, me, clock, progress);
            Ownership ownership = new Ownership(lock, lease, tenure.lasts().dividedBy(RENEWALS_PER_LEASE));
            workers.execute(ownership::keep);
            return ownership;
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    /**
     * What is owned, and for how long without a renewal.
     *
     * @param lasts see {@link dev.pgzm.ports.plan.Plan#leaseDuration}
     */
    public record Tenure(DatabaseUrl destination, Duration lasts) {}

    /** Who has the advisory lock does not live elsewhere: a lease that is left is a dead holder's, or is renewed soon. */
    private static Lease lease(
            StateStore store, Tenure tenure, LeaseHolder me, InstantSource clock, Progress progress) {
        String database = tenure.destination().database();
        try {
            return store.lease(database, me, tenure.lasts());
        } catch (LeaseHeldException held) {
            progress.waiting("the lease of " + held.holder() + " to end, at " + held.until());
            pause(Duration.between(clock.instant(), held.until()).plus(CLOCKS_DIFFER));
            return store.lease(database, me, tenure.lasts());
        }
    }

    private static void pause(Duration duration) {
        Object nobody = new Object();
        long end = System.nanoTime() + duration.toNanos();
        try {
            synchronized (nobody) {
                for (long left = duration.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                    nobody.wait(left);
                }
            }
        } catch (InterruptedException stopped) {
            throw new MigrationException(
                    Problem.of(ErrorCode.INTERRUPTED, "Cannot begin: the run was interrupted")
                            .withOutcome("Nothing was changed."),
                    stopped);
        }
    }

    /** Why it was lost, if it was. */
    public synchronized Optional<MigrationException> loss() {
        return Optional.ofNullable(loss);
    }

    private void keep() {
        if (begins()) {
            try {
                while (waitForNextRenewal()) {
                    renew(lock::renew, failed -> failed.problem().code() == ErrorCode.STATE_CONFLICT);
                    renew(lease::renew, LeaseHeldException.class::isInstance);
                }
            } finally {
                kept.countDown();
            }
        }
    }

    private synchronized boolean begins() {
        keeping = !closed;
        return keeping;
    }

    private synchronized boolean waitForNextRenewal() {
        long end = System.nanoTime() + pause.toNanos();
        try {
            for (long left = pause.toMillis(); left > 0 && !closed; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !closed && loss == null;
    }

    /** What can't be reached is tried again next time; what another has is lost. */
    private void renew(Runnable renewal, Predicate<MigrationException> isAnothers) {
        try {
            renewal.run();
        } catch (MigrationException failed) {
            if (isAnothers.test(failed)) {
                lose(failed);
            }
        }
    }

    private synchronized void lose(MigrationException cause) {
        if (!closed && loss == null) {
            loss = new MigrationException(
                    Problem.of(ErrorCode.STATE_CONFLICT, "Cannot go on: another run of pgzm owns the destination")
                            .withDetail(cause.problem()
                                    .detail()
                                    .orElse(cause.problem().message()))
                            .withHint("Ask pgzm status where the migration stands.")
                            .withOutcome("What this run has built stays, for the other to go on with or to undo."),
                    cause);
            owner.interrupt();
        }
    }

    /**
     * Gives both back. A renewal that is under way would take the lease again: it is waited for, but not longer than the lease
     * lasts anyway.
     */
    @Override
    public void close() {
        if (stopsKeeping()) {
            try {
                kept.await(pause.multipliedBy(RENEWALS_PER_LEASE).toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        lease.close();
        lock.close();
    }

    private synchronized boolean stopsKeeping() {
        closed = true;
        notifyAll();
        return keeping;
    }
}
