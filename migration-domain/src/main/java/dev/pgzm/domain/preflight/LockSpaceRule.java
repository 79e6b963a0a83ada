package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.LockSpace;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import java.util.stream.Stream;

/** Each side's lock table has room for the transaction that locks all its live tables: the snapshot's, and the swap's. */
final class LockSpaceRule implements Rule, SwapRule {
    @Override
    public Stream<Finding> judge(Facts facts) {
        return judge(
                "source",
                "the snapshot is taken under a lock on each",
                facts.source().lockSpace());
    }

    @Override
    public Stream<Finding> judge(Plan plan, DestinationFacts destination, Inventory incoming) {
        return judge("destination", "the swap locks each in one transaction", destination.lockSpace());
    }

    private static Stream<Finding> judge(String side, String why, LockSpace space) {
        String remedy = "Set max_locks_per_transaction of the " + side + " to " + space.perTransactionNeeded()
                + " and restart it.";
        String room = " for " + space.tables() + " tables: " + space.slots() + " slots, of which " + space.used()
                + " are in use";
        return Stream.concat(
                Findings.errorIf(!space.isEnough(), "the " + side + "'s lock table has no room" + room, why, remedy),
                Findings.warningIf(
                        space.isEnough() && space.isTight(),
                        "the " + side + "'s lock table has little room" + room,
                        why + ", and other sessions could find none",
                        remedy));
    }
}
