package dev.pgzm.domain.preflight;

import dev.pgzm.ports.progress.Finding;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The encoding and what stands in no schema, such as tablespaces, are on the destination too. */
final class PlacementRule implements Rule {
    @Override
    public Stream<Finding> judge(Facts facts) {
        String source = facts.source().database().encoding();
        String destination = facts.destination().database().encoding();
        Set<String> lacking = new HashSet<>(facts.source().neededGlobals());
        lacking.removeAll(facts.destination().globals());
        return Stream.concat(
                Findings.warningIf(
                        !source.equals(destination) && !destination.equals("UTF8"),
                        "the encodings differ: " + source + " on the source, " + destination + " on the destination",
                        "a character that the destination's encoding lacks ends the load",
                        "Create the destination's database with the source's encoding."),
                Findings.errorIf(
                        !lacking.isEmpty(),
                        "missing on the destination: " + Findings.some(lacking),
                        "tables or functions of the source need them, and they stand in no schema",
                        "Create them on the destination."));
    }
}
