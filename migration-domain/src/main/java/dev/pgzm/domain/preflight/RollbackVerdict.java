package dev.pgzm.domain.preflight;

import dev.pgzm.ports.RollbackScope;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.swap.ChosenStrategy;
import java.util.List;

/** How a rollback would be made now, and what stands in its way. */
public record RollbackVerdict(ChosenStrategy chosen, RollbackScope scope, List<Finding> findings) {
    public RollbackVerdict {
        findings = List.copyOf(findings);
    }

    /** The plan with what is decided: the strategy, and each kept table's name in the place of the patterns. */
    public Plan decided(Plan plan) {
        return ImmutablePlan.copyOf(plan)
                .withSwapStrategy(chosen.strategy())
                .withPreservation(plan.preservation().of(scope.kept()));
    }
}
