package dev.pgzm.ports.swap;

import dev.pgzm.ports.plan.SwapStrategy;

/**
 * What preflight has decided on how to swap.
 *
 * @param strategy never {@code AUTO}
 * @param reason a sentence without its full stop
 */
public record ChosenStrategy(SwapStrategy strategy, String reason) {}
