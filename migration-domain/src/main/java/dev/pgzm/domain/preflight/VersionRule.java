package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DatabaseFacts;
import dev.pgzm.ports.catalog.NeededFeature;
import dev.pgzm.ports.progress.Finding;
import java.util.List;
import java.util.stream.Stream;

/** Both servers must be known to this tool, and the destination must know what the source uses. */
final class VersionRule implements Rule {
    private static final int OLDEST_MAJOR = 14;

    @Override
    public Stream<Finding> judge(Facts facts) {
        DatabaseFacts source = facts.source().database();
        DatabaseFacts destination = facts.destination().database();
        int major = destination.version().major();
        List<String> unknown = facts.source().newerFeatures().stream()
                .filter(feature -> feature.since() > major)
                .map(VersionRule::text)
                .toList();
        return Stream.of(
                        tooOld("source", source),
                        tooOld("destination", destination),
                        Findings.errorIf(
                                !unknown.isEmpty(),
                                "the source uses features that the destination's PostgreSQL " + major + " lacks",
                                Findings.some(unknown),
                                "Migrate to a newer server, or remove these from the source."),
                        Findings.warningIf(
                                unknown.isEmpty() && major < source.version().major(),
                                "the destination is older than the source (" + destination.version() + " and "
                                        + source.version() + ")",
                                "functions may use what the older server lacks",
                                "Try the applications against a copy first."))
                .flatMap(findings -> findings);
    }

    private static String text(NeededFeature feature) {
        return feature.feature() + " (" + feature.example() + ", since " + feature.since() + ")";
    }

    private static Stream<Finding> tooOld(String side, DatabaseFacts facts) {
        return Findings.errorIf(
                facts.version().major() < OLDEST_MAJOR,
                "the " + side + " is PostgreSQL " + facts.version(),
                "pgzm works with " + OLDEST_MAJOR + " and later",
                "Upgrade that server first, for example with pg_upgrade.");
    }
}
