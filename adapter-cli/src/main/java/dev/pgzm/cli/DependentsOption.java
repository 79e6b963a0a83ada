package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.plan.DependentPolicy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What becomes of other schemas' objects that the swap would leave behind. */
@Under(Heading.SWAP)
final class DependentsOption {
    @Option(
            names = "--external-dependents",
            paramLabel = "refuse|ignore",
            description = "What to do about objects of other schemas that use the live schema and cannot be repointed."
                    + " Default: refuse, or what the migration began with.  (PGZM_EXTERNAL_DEPENDENTS)")
    private @Nullable DependentPolicy policy;

    Optional<DependentPolicy> ifGiven() {
        return Optional.ofNullable(policy);
    }
}
