package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.Extension;
import dev.pgzm.ports.catalog.ImmutableDestinationFacts;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.swap.ChosenStrategy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides how to swap: by renaming, unless an extension of the live schema could not follow it then. */
final class StrategyChoice {
    private StrategyChoice() {}

    /**
     * The plan's strategy, or the one that its extensions allow.
     *
     * @param arriving extensions of the source that the destination has still to be given
     */
    static ChosenStrategy of(Plan plan, DestinationFacts destination, List<Extension> arriving) {
        if (plan.swapStrategy() != SwapStrategy.AUTO) {
            return new ChosenStrategy(plan.swapStrategy(), "as --swap-strategy says");
        }
        List<Extension> live = inLiveSchema(plan, destination);
        return Stream.concat(
                        live.stream().map(each -> hindrance(each, destination)),
                        arriving.stream().map(each -> hindranceOnceCreated(plan, each, destination)))
                .flatMap(Optional::stream)
                .findFirst()
                .map(hindrance -> new ChosenStrategy(SwapStrategy.MOVE, hindrance))
                .orElse(new ChosenStrategy(SwapStrategy.RENAME, noHindrance(plan, live)));
    }

    /** The destination as a swap of that way finds it: what hangs on the schema itself needs nothing where that stays. */
    static DestinationFacts facing(ChosenStrategy chosen, DestinationFacts destination) {
        return ImmutableDestinationFacts.copyOf(destination)
                .withExternalDependents(destination.externalDependents().stream()
                        .filter(each -> chosen.strategy() == SwapStrategy.RENAME || !each.onSchema())
                        .toList());
    }

    static List<Extension> inLiveSchema(Plan plan, DestinationFacts destination) {
        return destination.database().extensions().stream()
                .filter(each -> each.nspname().equals(plan.liveSchema())
                        || each.memberSchemas().contains(plan.liveSchema()))
                .toList();
    }

    /** Whether ALTER EXTENSION could give it another schema; a superuser makes relocatable what is not. */
    static boolean isMovable(Extension extension, DestinationFacts destination) {
        return extension.together()
                && (destination.database().superuser() || extension.relocatable() && extension.owned());
    }

    private static String noHindrance(Plan plan, List<Extension> live) {
        return live.isEmpty()
                ? "no extension of the destination lives in " + plan.liveSchema()
                : "every extension of " + plan.liveSchema() + " can follow it";
    }

    private static Optional<String> hindrance(Extension extension, DestinationFacts destination) {
        return isMovable(extension, destination)
                ? Optional.empty()
                : Optional.of("extension " + extension.extname() + " could not follow a schema that is renamed: "
                        + whyNot(extension, destination));
    }

    /** One that is not relocatable is created in the live schema. */
    private static Optional<String> hindranceOnceCreated(Plan plan, Extension extension, DestinationFacts destination) {
        return extension.relocatable() || !extension.nspname().equals(plan.liveSchema())
                ? Optional.empty()
                : hindrance(extension, destination);
    }

    static String whyNot(Extension extension, DestinationFacts destination) {
        if (!extension.together()) {
            return "its members stand in several schemas";
        }
        String role = "role " + destination.database().user();
        return extension.relocatable()
                ? role + " does not own it and its members"
                : "it is not relocatable, and " + role + " is no superuser";
    }
}
