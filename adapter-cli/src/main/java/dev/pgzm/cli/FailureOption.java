package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.plan.FailurePolicy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What becomes of a swap that something fails behind. */
@Under(Heading.SWAP)
final class FailureOption {
    @Option(
            names = "--on-failure",
            paramLabel = "rollback|keep",
            description = "What to do when the new schema does not verify, or cleaning up fails: swap back, or leave it"
                    + " live. Default: rollback, or what the migration began with.  (PGZM_ON_FAILURE)")
    private @Nullable FailurePolicy policy;

    Optional<FailurePolicy> ifGiven() {
        return Optional.ofNullable(policy);
    }
}
