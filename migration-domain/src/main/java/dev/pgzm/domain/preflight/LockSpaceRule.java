package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.LockSpace;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.progress.Finding;
import java.util.stream.Stream;

/** Each side's lock table has room for the transaction that locks what is live: the snapshot's, and the swap's. */
final class LockSpaceRule implements Rule, SwapRule {
    @Override
    public Stream<Finding> judge(Facts facts) {
        return judge(
                "source",
                "tables",
                "the snapshot is taken under a lock on each",
                facts.source().lockSpace());
    }

    @Override
    public Stream<Finding> judge(Plan plan, DestinationFacts destination, Inventory incoming) {
        String why = "the swap locks each in one transaction";
        LockSpace space = destination.lockSpace();
        return plan.swapStrategy() == SwapStrategy.MOVE
                ? judge(
                        "destination",
                        "objects",
                        why,
                        space.forObjects(destination.locksToMove() + incoming.locksToMove()))
                : judge("destination", "tables", why, space);
    }

    private static Stream<Finding> judge(String side, String kind, String why, LockSpace space) {
        String remedy = "Set max_locks_per_transaction of the " + side + " to " + space.perTransactionNeeded()
                + " and restart it.";
        String room = " for " + space.objects() + " " + kind + ": " + space.slots() + " slots, of which " + space.used()
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
