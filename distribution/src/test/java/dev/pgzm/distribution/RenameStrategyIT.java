package dev.pgzm.distribution;

import dev.pgzm.ports.plan.SwapStrategy;

/** The schemas change their names. */
class RenameStrategyIT extends SwapStrategyContract {
    @Override
    SwapStrategy strategy() {
        return SwapStrategy.RENAME;
    }
}
