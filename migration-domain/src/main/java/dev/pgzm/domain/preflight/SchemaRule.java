package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.ShadowOccupant;
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
                        Findings.errorIf(
                                !facts.destination().liveSchemaExists(),
                                "the destination has no schema " + live,
                                "there is nothing to replace",
                                "Create the schema, or name another with --schema."),
                        Findings.errorIf(
                                facts.destination().shadow() == ShadowOccupant.FOREIGN,
                                "schema " + shadow + " exists in the destination and is not pgzm's",
                                "the new schema is built under that name",
                                "Rename or drop it, or name another with --shadow-schema."),
                        Findings.infoIf(
                                facts.destination().shadow() == ShadowOccupant.LEFTOVER,
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

    private static Stream<Finding> relativesElsewhere(String side, List<String> relatives) {
        return Findings.errorIf(
                !relatives.isEmpty(),
                "partitions or children on the " + side + " stand in another schema than their parent: "
                        + Findings.some(relatives),
                "one schema is replaced, and the family would be torn apart",
                "Move them into one schema with ALTER TABLE ... SET SCHEMA.");
    }
}
