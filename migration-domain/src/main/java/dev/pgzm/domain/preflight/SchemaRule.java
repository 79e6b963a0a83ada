package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The schemas that a run needs are there, and the place where it builds is free. */
final class SchemaRule implements Rule {
    @Override
    public Stream<Finding> judge(Facts facts) {
        String live = facts.plan().liveSchema();
        String shadow = facts.plan().shadowSchema();
        Set<String> lacking = new HashSet<>(facts.source().neededSchemas());
        lacking.removeAll(facts.destination().database().schemas());
        return Stream.of(
                        Findings.errorIf(
                                !facts.source().liveSchemaExists(),
                                "the source has no schema " + live,
                                "there is nothing to copy",
                                "Name the schema with --schema."),
                        facts.destination().foreignSchemas().stream().flatMap(SchemaRule::foreign),
                        facts.destination().migration().stream().flatMap(SchemaRule::inTheWay),
                        Findings.infoIf(
                                isLeftover(facts.destination()),
                                "schema " + shadow + " was left behind by a run that died",
                                "it is dropped first"),
                        relativesElsewhere("source", facts.source().relativesElsewhere()),
                        relativesElsewhere("destination", facts.destination().relativesElsewhere()),
                        Findings.errorIf(
                                !lacking.isEmpty(),
                                "schemas are missing on the destination: " + Findings.some(lacking),
                                "objects of the source's " + live + " refer to objects in them",
                                "Create them on the destination with what they hold."))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> foreign(String nspname) {
        return Findings.errorIf(
                true,
                "schema " + nspname + " exists in the destination and is not pgzm's",
                nspname.equals(Plan.OWN_SCHEMA)
                        ? "what must be known to go on with a migration is kept under that name"
                        : "the new schema is built under that name",
                nspname.equals(Plan.OWN_SCHEMA)
                        ? "Rename or drop it."
                        : "Rename or drop it, or name another with --shadow-schema.");
    }

    private static boolean isLeftover(DestinationFacts destination) {
        return destination.holdsMigration()
                && destination
                        .migration()
                        .filter(record -> record.prepared().isPresent())
                        .isEmpty();
    }

    private static Stream<Finding> inTheWay(MigrationRecord record) {
        return Stream.concat(
                Findings.errorIf(
                        record.swapped(),
                        "migration " + record.id() + " was swapped and has not ended",
                        "it has still to be verified and cleaned up",
                        "Run pgzm resume --dest ... first."),
                Findings.errorIf(
                        record.prepared().isPresent() && !record.swapped(),
                        "migration " + record.id() + " is prepared in the destination",
                        "its new schema stands where another would be built",
                        "Make it live with pgzm swap --dest ..., or undo it with pgzm abort --dest ... first."));
    }

    private static Stream<Finding> relativesElsewhere(String side, List<String> relatives) {
        return Findings.errorIf(
                !relatives.isEmpty(),
                "partitions or children on the " + side + " stand in another schema than their parent: "
                        + Findings.some(relatives),
                "one schema is replaced, and the family would be torn apart",
                "Move them into one schema with ALTER TABLE ... SET SCHEMA.");
    }
}
