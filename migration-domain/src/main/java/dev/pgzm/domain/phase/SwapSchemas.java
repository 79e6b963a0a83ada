package dev.pgzm.domain.phase;

import dev.pgzm.domain.preflight.SwapCheck;
import dev.pgzm.domain.preflight.SwapVerdict;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.swap.SchemaSwap;
import dev.pgzm.ports.swap.SwapReport;

/** SWAP: live becomes backup, shadow becomes live. The transaction is its own undo. */
public final class SwapSchemas implements Phase {
    private final SwapCheck check;
    private final SchemaSwap swap;

    public SwapSchemas(SwapCheck check, SchemaSwap swap) {
        this.check = check;
        this.swap = swap;
    }

    @Override
    public void run(Run run) {
        MigrationRecord record = run.record().orElseThrow(() -> noRecord(run));
        SwapVerdict verdict = check.examine(run.plan(), record);
        Refusal.check("swap", verdict.findings(), run.progress());
        swap.inherit(run.plan());
        Refusal.check("swap", check.examineInheritance(run.plan()), run.progress());
        Plan decided = ImmutablePlan.copyOf(run.plan())
                .withSwapStrategy(verdict.chosen().strategy());
        SwapReport report = swap.swap(decided, run.id(), run.progress());
        run.swap(report);
        run.progress().swapped(report.attempts(), report.stalled());
        run.figure("attempts", report.attempts());
        run.figure("waitedMillis", report.waited().toMillis());
        run.figure("stalledMicros", report.stalled().toNanos() / 1000);
    }

    private static MigrationException noRecord(Run run) {
        return new MigrationException(Problem.of(
                        ErrorCode.DESTINATION_FAILED,
                        "Cannot swap: the destination holds no record of migration " + run.id())
                .withDetail("Somebody has dropped it since shadow was complete.")
                .withHint("Run pgzm abort, then begin again."));
    }
}
