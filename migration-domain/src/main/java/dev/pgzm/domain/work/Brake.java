package dev.pgzm.domain.work;

import dev.pgzm.ports.plan.Plan;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Holds workers back, so that all of them together pass no more bytes in a second than they may. What was not used is not saved up
 * for later.
 */
final class Brake {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LARGEST_STEP = 64 << 10;

    private final OptionalLong bytesPerSecond;
    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    /** When all that was let pass has had its time, by the clock. */
    private long due;

    private boolean off;

    /**
     * @param bytesPerSecond empty: nobody is held
     * @param clock nanoseconds, as {@link System#nanoTime} counts them
     */
    Brake(OptionalLong bytesPerSecond, LongSupplier clock) {
        this.bytesPerSecond = bytesPerSecond;
        this.clock = clock;
        this.due = clock.getAsLong();
    }

    static Brake of(Plan plan) {
        return new Brake(plan.maxBytesPerSecond(), System::nanoTime);
    }

    /** Of how many bytes it wants to hear at once: a tenth of a second's, so that nobody waits for long, and no more than pays. */
    long step() {
        return bytesPerSecond.isEmpty()
                ? Long.MAX_VALUE
                : Math.max(1, Math.min(LARGEST_STEP, bytesPerSecond.getAsLong() / 10));
    }

    /** Returns when the bytes have had their time, the brake was released, or the thread is interrupted, which it stays. */
    void pass(long bytes) {
        if (bytesPerSecond.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            long until = Math.max(due, clock.getAsLong()) + nanos(bytes);
            due = until;
            for (long left = until - clock.getAsLong(); left > 0 && !off; left = until - clock.getAsLong()) {
                released.awaitNanos(left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    // in double precision, since the product may not fit
    private long nanos(long bytes) {
        return (long) ((double) bytes / bytesPerSecond.getAsLong() * NANOS);
    }

    /** Nobody is held from now on: the work is being given up. */
    void release() {
        lock.lock();
        try {
            off = true;
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
