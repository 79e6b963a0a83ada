package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DatabaseFacts;
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
        DatabaseFacts database = facts.destination().database();
        return Findings.errorIf(
                !facts.destination().createsSchemas(),
                "role " + database.user() + " lacks CREATE on the destination database " + database.database(),
                "the new schema could not be created",
                "GRANT CREATE ON DATABASE to that role.");
    }
}
