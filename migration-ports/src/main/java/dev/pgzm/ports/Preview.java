package dev.pgzm.ports;

import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.ExtensionPlan;
import dev.pgzm.ports.catalog.SourceFacts;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.swap.ChosenStrategy;
import java.util.List;
import org.immutables.value.Value;

/** The written-out plan: what a run would do, and what preflight says of it. */
@Value.Immutable
public interface Preview {
    SourceFacts source();

    DestinationFacts destination();

    ExtensionPlan extensions();

    /** Extensions that live in the destination's live schema, and do so after the swap. */
    List<String> extensionsToCarry();

    /** Types of the destination's live schema that stay the same objects through the swap. */
    List<String> keptTypes();

    ChosenStrategy strategy();

    List<Finding> findings();
}
