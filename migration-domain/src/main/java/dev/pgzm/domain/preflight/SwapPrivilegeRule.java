package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DatabaseFacts;
import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import java.util.stream.Stream;

/** There is a live schema, and the connected role may lock its tables and rename it. */
final class SwapPrivilegeRule implements SwapRule {
    @Override
    public Stream<Finding> judge(Plan plan, DestinationFacts destination, Inventory incoming) {
        DatabaseFacts database = destination.database();
        String user = database.user();
        return Stream.of(
                        Findings.errorIf(
                                database.inRecovery(),
                                "the destination is a standby",
                                "a standby cannot be written to",
                                "Name the primary with --dest."),
                        Findings.errorIf(
                                !destination.liveSchemaExists(),
                                "the destination has no schema " + plan.liveSchema(),
                                "there is nothing to replace",
                                "Create the schema, or name another with --schema."),
                        Findings.errorIf(
                                destination.liveSchemaExists() && !destination.ownsLiveSchema(),
                                "role " + user + " does not own the destination's schema " + plan.liveSchema(),
                                "only its owner may rename it or move what it holds",
                                "ALTER SCHEMA ... OWNER TO that role, or connect as its owner."),
                        Findings.errorIf(
                                !destination.unlockable().isEmpty(),
                                "role " + user + " cannot lock tables of the destination: "
                                        + Findings.some(destination.unlockable()),
                                "the swap holds writers off with LOCK TABLE, which needs UPDATE, DELETE or TRUNCATE",
                                "Grant one of them to that role, or connect as their owner."))
                .flatMap(findings -> findings);
    }
}
