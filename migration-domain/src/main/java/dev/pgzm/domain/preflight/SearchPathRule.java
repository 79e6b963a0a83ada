package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import java.util.List;
import java.util.stream.Stream;

/** Nobody's search_path names the schema that is being built; paths that name the live schema go on meaning it. */
final class SearchPathRule implements SwapRule {
    @Override
    public Stream<Finding> judge(Plan plan, DestinationFacts destination, Inventory incoming) {
        List<String> settings = destination.searchPathsWithShadow();
        return Findings.warningIf(
                !settings.isEmpty(),
                "search_path names schema " + plan.shadowSchema() + ": " + Findings.some(settings),
                "those sessions find the new schema's tables before the swap, and none after it",
                "ALTER ROLE or ALTER DATABASE ... SET search_path without it, or name another with --shadow-schema.");
    }
}
