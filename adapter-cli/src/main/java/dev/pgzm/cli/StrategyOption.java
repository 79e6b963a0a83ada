package dev.pgzm.cli;

import dev.pgzm.ports.plan.SwapStrategy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the live schema and its replacement change places. */
final class StrategyOption {
    @Option(
            names = "--swap-strategy",
            paramLabel = "auto|rename|move",
            description = "rename exchanges the schemas' names; move leaves the live schema where it is, with its"
                    + " extensions, and exchanges what it holds. Default: auto, or what the migration began with."
                    + "  (PGZM_SWAP_STRATEGY)")
    private @Nullable SwapStrategy strategy;

    Optional<SwapStrategy> ifGiven() {
        return Optional.ofNullable(strategy);
    }
}
