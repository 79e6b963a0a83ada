package dev.pgzm.postgres;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.swap.SchemaSwap;
import dev.pgzm.ports.swap.SwapReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Repeats a swap that did not get its locks, until the plan's swap timeout. */
final class RetryingSchemaSwap implements SchemaSwap {
    private final SchemaSwap swap;

    RetryingSchemaSwap(SchemaSwap swap) {
        this.swap = swap;
    }

    @Override
    public SwapReport swap(Plan plan, MigrationId id, Progress progress) {
        AtomicInteger attempts = new AtomicInteger();
        long begun = System.nanoTime();
        return untilLocked(plan, progress, () -> {
            attempts.incrementAndGet();
            Duration waited = Duration.ofNanos(System.nanoTime() - begun);
            return new SwapReport(
                    attempts.get(), waited, swap.swap(plan, id, progress).stalled());
        });
    }

    @Override
    public boolean happened(Plan plan, MigrationId id) {
        return swap.happened(plan, id);
    }

    @Override
    public void swapBack(Plan plan, MigrationId id, Progress progress) {
        untilLocked(plan, progress, () -> {
            swap.swapBack(plan, id, progress);
            return true;
        });
    }

    /** Repeats nothing: each key has its own patience. */
    @Override
    public List<Finding> validateKeys(Plan plan, Progress progress) {
        return swap.validateKeys(plan, progress);
    }

    private static <T> T untilLocked(Plan plan, Progress progress, Supplier<T> work) {
        return Retries.untilLocked(
                plan.swapTimeout(),
                attempt -> progress.waiting("the swap's locks, attempt " + attempt + " of those that fit into "
                        + plan.swapTimeout().toSeconds() + " s" + Blockers.describe(Side.DESTINATION, plan)),
                work);
    }
}
