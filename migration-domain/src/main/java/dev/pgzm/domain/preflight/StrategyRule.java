package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Extension;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.progress.Finding;
import java.util.stream.Stream;

/** What the strategy has to exchange can be exchanged by the connected role. */
final class StrategyRule implements SwapRule {
    @Override
    public Stream<Finding> judge(Plan plan, DestinationFacts destination, Inventory incoming) {
        return plan.swapStrategy() == SwapStrategy.MOVE ? move(plan, destination) : rename(plan, destination);
    }

    private static Stream<Finding> rename(Plan plan, DestinationFacts destination) {
        return StrategyChoice.inLiveSchema(plan, destination).stream()
                .flatMap(each -> Findings.errorIf(
                        !StrategyChoice.isMovable(each, destination),
                        "extension " + each.extname() + " cannot follow the live schema through the swap",
                        StrategyChoice.whyNot(each, destination),
                        "Leave out --swap-strategy rename, connect to the destination as a superuser, or move the"
                                + " extension to a schema of its own."));
    }

    private static Stream<Finding> move(Plan plan, DestinationFacts destination) {
        Stream<Extension> inShadow = destination.database().extensions().stream()
                .filter(each -> each.nspname().equals(plan.shadowSchema()));
        return Stream.concat(
                Findings.errorIf(
                        !destination.unmovable().isEmpty(),
                        "role " + destination.database().user() + " does not own objects that the swap moves: "
                                + Findings.some(destination.unmovable()),
                        "only its owner may give an object another schema",
                        "Make that role a member of their owners, or connect to the destination as a superuser."),
                inShadow.flatMap(each -> Findings.errorIf(
                        !StrategyChoice.isMovable(each, destination),
                        "extension " + each.extname() + " cannot leave schema " + plan.shadowSchema(),
                        StrategyChoice.whyNot(each, destination),
                        "Run pgzm abort and prepare again, or connect to the destination as a superuser.")));
    }
}
