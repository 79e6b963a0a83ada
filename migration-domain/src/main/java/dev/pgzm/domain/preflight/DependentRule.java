package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.ExternalDependent;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.plan.DependentPolicy;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import java.util.stream.Stream;

/** Nothing outside the live schema is left hanging on what becomes the backup. */
final class DependentRule implements SwapRule {
    @Override
    public Stream<Finding> judge(Plan plan, DestinationFacts destination, Inventory incoming) {
        Severity severity = plan.externalDependents() == DependentPolicy.REFUSE ? Severity.ERROR : Severity.WARNING;
        Stream<Finding> staying = destination.externalDependents().stream()
                .flatMap(each -> each.obstacle(incoming).map(why -> staying(severity, each, why)).stream());
        return Stream.concat(
                staying,
                Findings.warningIf(
                        !destination.publicationsOfAllTables().isEmpty(),
                        "publications of the destination are for all tables: "
                                + Findings.some(destination.publicationsOfAllTables()),
                        "they publish the new tables while they are loaded, under the shadow schema's name, and the"
                                + " backup's after the swap",
                        "Refresh the subscriptions after the swap, and see that they hold the new rows."));
    }

    private static Finding staying(Severity severity, ExternalDependent dependent, String why) {
        return new Finding(
                severity,
                dependent.what() + " depends on " + dependent.on(),
                "after the swap it would still use the backup: " + why,
                "Drop it and create it again after the swap, or accept it with --external-dependents ignore.");
    }
}
