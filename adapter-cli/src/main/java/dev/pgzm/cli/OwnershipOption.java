package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.plan.OwnershipPolicy;
import picocli.CommandLine.Option;

/** Whose owners and privileges the new schema's objects get. */
@Under(Heading.COPY)
final class OwnershipOption {
    @Option(
            names = "--ownership",
            paramLabel = "destination|source|none",
            defaultValue = "destination",
            description = "Whose owners and privileges objects get that exist on both sides; others get the source's."
                    + " none: all belong to the connected role. Default: destination.  (PGZM_OWNERSHIP)")
    private OwnershipPolicy policy = OwnershipPolicy.DESTINATION;

    OwnershipPolicy policy() {
        return policy;
    }
}
