package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import java.util.stream.Stream;

/** Judges whether the swap may be made, by what the destination is and what is to become live. */
interface SwapRule {
    Stream<Finding> judge(Plan plan, DestinationFacts destination, Inventory incoming);
}
