package dev.pgzm.domain.preflight;

import dev.pgzm.domain.work.StrainLimits;
import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.StrainSight;
import dev.pgzm.ports.plan.Protection;
import dev.pgzm.ports.progress.Finding;
import java.util.stream.Stream;

/** The destination's strain can be seen, and is not too much already. None of this forbids to begin. */
final class StrainRule implements Rule {
    @Override
    public Stream<Finding> judge(Facts facts) {
        Protection protection = facts.plan().protection();
        DestinationFacts destination = facts.destination();
        Stream<Finding> blind = destination.strainSight().stream()
                .flatMap(
                        sight -> blind(protection, sight, destination.database().user()));
        Stream<Finding> over = new StrainLimits(protection)
                .over(destination.strains()).stream()
                        .flatMap(strain -> Findings.warningIf(
                                true,
                                "the destination is strained already: " + strain,
                                "the run will wait with its copies until that is half of the limit",
                                "Mend it first, or raise the limit."));
        return Stream.concat(blind, over);
    }

    private static Stream<Finding> blind(Protection protection, StrainSight sight, String user) {
        String remedy = "GRANT pg_monitor TO " + user + ".";
        long limit = protection.maxRetainedWal().orElse(Long.MAX_VALUE);
        return Stream.of(
                        Findings.warningIf(
                                protection.maxReplicaLag().isPresent() && !sight.replicas(),
                                "role " + user + " may not see how far replicas are behind",
                                "--max-replica-lag will hold nothing",
                                remedy),
                        Findings.warningIf(
                                protection.maxRetainedWal().isPresent() && !sight.wal(),
                                "role " + user + " may not see how much WAL there is",
                                "--max-retained-wal will look at replication slots only",
                                remedy),
                        Findings.warningIf(
                                sight.wal() && limit < sight.maxWalSize(),
                                "--max-retained-wal is less than the destination's max_wal_size, "
                                        + StrainLimits.bytes(sight.maxWalSize()),
                                "so much WAL is kept between two checkpoints, and the run would wait for them",
                                "Raise --max-retained-wal."))
                .flatMap(each -> each);
    }
}
