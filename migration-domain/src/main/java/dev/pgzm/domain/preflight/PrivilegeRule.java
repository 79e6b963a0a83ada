package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DatabaseFacts;
import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.catalog.SourceFacts;
import dev.pgzm.ports.plan.SourceLocking;
import dev.pgzm.ports.progress.Finding;
import java.util.List;
import java.util.stream.Stream;

/** The two connected roles may do what the run will do. */
final class PrivilegeRule implements Rule {
    @Override
    public Stream<Finding> judge(Facts facts) {
        return Stream.concat(source(facts), destination(facts));
    }

    private static Stream<Finding> source(Facts facts) {
        SourceFacts source = facts.source();
        String user = source.database().user();
        List<RelationName> unfreezable =
                facts.plan().sourceLocking() == SourceLocking.FREEZE_WRITERS ? source.unfreezable() : List.of();
        return Stream.concat(
                Findings.errorIf(
                        !source.unreadable().isEmpty(),
                        "role " + user + " lacks SELECT on the source: " + Findings.some(source.unreadable()),
                        "their rows could not be copied",
                        "GRANT SELECT ON ALL TABLES IN SCHEMA and ON ALL SEQUENCES IN SCHEMA to that role."),
                Findings.errorIf(
                        !unfreezable.isEmpty(),
                        "role " + user + " cannot hold off writers on the source: " + Findings.some(unfreezable),
                        "LOCK TABLE IN SHARE MODE needs UPDATE, DELETE or TRUNCATE",
                        "Grant one of them, or leave out --freeze-source."));
    }

    private static Stream<Finding> destination(Facts facts) {
        DestinationFacts destination = facts.destination();
        DatabaseFacts database = destination.database();
        String user = database.user();
        return Stream.of(
                        Findings.errorIf(
                                database.inRecovery(),
                                "the destination is a standby",
                                "a standby cannot be written to",
                                "Name the primary with --dest."),
                        Findings.errorIf(
                                !destination.createsSchemas(),
                                "role " + user + " lacks CREATE on the destination database " + database.database(),
                                "the new schema could not be created",
                                "GRANT CREATE ON DATABASE to that role."),
                        Findings.errorIf(
                                destination.liveSchemaExists() && !destination.ownsLiveSchema(),
                                "role " + user + " does not own the destination's schema "
                                        + facts.plan().liveSchema(),
                                "the swap renames it",
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
