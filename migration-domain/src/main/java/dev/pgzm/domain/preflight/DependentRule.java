package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.ExternalDependent;
import dev.pgzm.ports.plan.DependentPolicy;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Nothing outside the live schema is left hanging on what becomes the backup. */
final class DependentRule implements SwapRule {
    @Override
    public Stream<Finding> judge(Plan plan, DestinationFacts destination) {
        List<ExternalDependent> dependents = destination.externalDependents();
        Severity severity = plan.externalDependents() == DependentPolicy.REFUSE ? Severity.ERROR : Severity.WARNING;
        Stream<Finding> hanging = dependents.stream()
                .map(each -> new Finding(
                        severity,
                        each.what() + " depends on " + each.on(),
                        "after the swap it would still use the backup",
                        "Drop it and create it again after the swap, or accept it with --external-dependents ignore."));
        Set<String> publications = destination.publications();
        return Stream.concat(
                hanging,
                Findings.warningIf(
                        !publications.isEmpty(),
                        "publications of the destination hold tables of the live schema: "
                                + Findings.some(publications),
                        "after the swap they publish the backup's tables",
                        "Set their tables anew after the swap, with ALTER PUBLICATION ... SET TABLE."));
    }
}
