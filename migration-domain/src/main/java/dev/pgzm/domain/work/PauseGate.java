package dev.pgzm.domain.work;

import dev.pgzm.ports.catalog.Strain;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Protection;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Holds all workers while the destination is strained. Of those who pass, one asks how it is, when the last answer is old: no thread
 * does nothing else. Where no answer comes for a while, that is a reason to hold too, since nobody knows any more.
 */
final class PauseGate {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration UNSEEN_PATIENCE = Duration.ofSeconds(10);
    private static final int STEP = 64 << 10;

    /** How often is asked, and for how long an answer may fail to come. */
    record Times(Duration fresh, Duration unseen) {
        static final Times USUAL = new Times(FRESH, UNSEEN_PATIENCE);
    }

    private final Protection protection;
    private final StrainLimits limits;
    private final Supplier<List<Strain>> strains;
    private final Progress progress;
    private final Times times;
    private final AtomicBoolean asking = new AtomicBoolean();
    private boolean off;
    private Optional<String> reason = Optional.empty();
    private long heldSince;
    private Optional<Long> unseenSince = Optional.empty();
    private long askedAt;

    PauseGate(Protection protection, Supplier<List<Strain>> strains, Progress progress, Times times) {
        this.protection = protection;
        this.limits = new StrainLimits(protection);
        this.strains = strains;
        this.progress = progress;
        this.times = times;
        this.askedAt = System.nanoTime() - times.fresh().toNanos();
    }

    /** After how many bytes it wants to be passed again. */
    long step() {
        return protection.pauses() ? STEP : Long.MAX_VALUE;
    }

    /**
     * Returns when the destination is not strained, the gate was released, or the thread is interrupted, which it stays.
     *
     * @throws MigrationException if the pause has lasted too long
     */
    void pass() {
        if (!protection.pauses()) {
            return;
        }
        ask();
        while (isHeld() && awaitChange()) {
            ask();
        }
    }

    private synchronized boolean isHeld() {
        return reason.isPresent() && !off;
    }

    /** False on an interrupt. */
    private synchronized boolean awaitChange() {
        long left = heldSince + protection.patience().toNanos() - System.nanoTime();
        if (left <= 0) {
            throw tooLong();
        }
        long until = System.nanoTime() + Math.min(left, times.fresh().toNanos());
        try {
            for (long nanos = until - System.nanoTime(); nanos > 0 && isHeld(); nanos = until - System.nanoTime()) {
                wait(nanos / 1_000_000 + 1);
            }
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void ask() {
        if (isDue() && asking.compareAndSet(false, true)) {
            try {
                judge(strains.get());
            } catch (MigrationException unanswered) {
                unseen(unanswered);
            } finally {
                asked();
                asking.set(false);
            }
        }
    }

    private synchronized boolean isDue() {
        return !off && System.nanoTime() - askedAt >= times.fresh().toNanos();
    }

    private synchronized void asked() {
        askedAt = System.nanoTime();
    }

    private synchronized void judge(List<Strain> seen) {
        unseenSince = Optional.empty();
        become(reason.isPresent() ? limits.stillOver(seen) : limits.over(seen));
    }

    private synchronized void unseen(MigrationException why) {
        if (off) {
            return;
        }
        long now = System.nanoTime();
        if (unseenSince.isEmpty()) {
            unseenSince = Optional.of(now);
            progress.found(new Finding(
                    Severity.WARNING,
                    "the destination does not tell how strained it is",
                    why.problem().message(),
                    ""));
        }
        if (now - unseenSince.get() >= times.unseen().toNanos()) {
            become(Optional.of("the destination to tell again how strained it is"));
        }
    }

    private void become(Optional<String> now) {
        if (reason.isEmpty() && now.isPresent()) {
            heldSince = System.nanoTime();
            progress.waiting(now.get());
        } else if (reason.isPresent() && now.isEmpty()) {
            progress.wentOn(Duration.ofNanos(System.nanoTime() - heldSince));
        }
        reason = now;
        notifyAll();
    }

    private MigrationException tooLong() {
        return new MigrationException(Problem.of(
                        ErrorCode.DESTINATION_FAILED,
                        "Cannot go on: the destination was strained for longer than --max-pause, which is "
                                + protection.patience().toSeconds() + " s")
                .withDetail("The run waited for " + reason.orElse("nothing") + ".")
                .withHint("Mend what it waited for, or raise that limit or --max-pause, then run the command again."));
    }

    /** Nobody is held from now on: the work is being given up. */
    synchronized void release() {
        off = true;
        notifyAll();
    }
}
