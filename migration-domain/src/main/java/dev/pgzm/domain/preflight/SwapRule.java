package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import java.util.stream.Stream;

/** Judges what the destination alone decides: whether the swap may be made. */
interface SwapRule {
    Stream<Finding> judge(Plan plan, DestinationFacts destination);
}
