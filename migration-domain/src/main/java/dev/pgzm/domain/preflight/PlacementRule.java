package dev.pgzm.domain.preflight;

import dev.pgzm.ports.progress.Finding;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Encoding and tablespaces of the source are at home on the destination. */
final class PlacementRule implements Rule {
    @Override
    public Stream<Finding> judge(Facts facts) {
        String source = facts.source().database().encoding();
        String destination = facts.destination().database().encoding();
        Set<String> tablespaces = new HashSet<>(facts.source().tablespaces());
        tablespaces.removeAll(facts.destination().tablespaces());
        return Stream.concat(
                Findings.warningIf(
                        !source.equals(destination) && !destination.equals("UTF8"),
                        "the encodings differ: " + source + " on the source, " + destination + " on the destination",
                        "a character that the destination's encoding lacks ends the load",
                        "Create the destination's database with the source's encoding."),
                Findings.errorIf(
                        !tablespaces.isEmpty(),
                        "tablespaces are missing on the destination: " + Findings.some(tablespaces),
                        "tables or indexes of the source stand in them",
                        "CREATE TABLESPACE them on the destination."));
    }
}
