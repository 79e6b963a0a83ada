package dev.pgzm.postgres;

import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.SwapOutcomeUnknownException;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.swap.SchemaSwap;
import dev.pgzm.ports.swap.SwapReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Repeats a swap that did not get its locks, until the plan's swap timeout. */
final class RetryingSchemaSwap implements SchemaSwap {
    private final SchemaSwap swap;

    RetryingSchemaSwap(SchemaSwap swap) {
        this.swap = swap;
    }

    @Override
    public void inherit(Plan plan) {
        swap.inherit(plan);
    }

    @Override
    public SwapReport swap(Plan plan, MigrationId id, Progress progress) {
        return counted(Blockade.ofSwap(plan, progress), plan, patient -> swap.swap(patient, id, progress));
    }

    @Override
    public SwapReport promote(Plan plan, MigrationId backup, MigrationId id, Progress progress) {
        return counted(
                Blockade.ofPromotion(plan, progress), plan, patient -> swap.promote(patient, backup, id, progress));
    }

    /** Repeats nothing: each trigger has its own patience. */
    @Override
    public void endPromotion(Plan plan, MigrationId id, Progress progress) {
        swap.endPromotion(plan, id, progress);
    }

    /** With the attempts that failed in the report. */
    private static SwapReport counted(Blockade blockade, Plan plan, Function<Plan, SwapReport> work) {
        AtomicInteger attempts = new AtomicInteger();
        long begun = System.nanoTime();
        return untilLocked(blockade, plan.swapTimeout(), patient -> {
            attempts.incrementAndGet();
            Duration before = Duration.ofNanos(System.nanoTime() - begun);
            SwapReport attempt = work.apply(patient);
            return new SwapReport(
                    attempts.get() - 1 + attempt.attempts(), before.plus(attempt.waited()), attempt.stalled());
        });
    }

    @Override
    public boolean happened(Plan plan, MigrationId id) {
        return swap.happened(plan, id);
    }

    @Override
    public void swapBack(Plan plan, MigrationId id, Progress progress) {
        untilLocked(Blockade.ofSwapBack(plan, id, progress), plan.swapTimeout(), patient -> {
            swap.swapBack(patient, id, progress);
            return true;
        });
    }

    /** Repeats nothing: each key has its own patience. */
    @Override
    public List<Finding> validateKeys(Plan plan, Progress progress) {
        return swap.validateKeys(plan, progress);
    }

    private static <T> T untilLocked(Blockade blockade, Duration patience, Function<Plan, T> work) {
        try {
            return Retries.untilLocked(patience, blockade::lift, () -> work.apply(blockade.next()));
        } catch (SwapOutcomeUnknownException unknown) {
            throw unknown;
        } catch (MigrationException refused) {
            throw blockade.explained(refused);
        }
    }
}
