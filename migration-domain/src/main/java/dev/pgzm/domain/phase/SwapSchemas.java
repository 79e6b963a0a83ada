package dev.pgzm.domain.phase;

import dev.pgzm.ports.swap.SchemaSwap;

/** SWAP: live becomes backup, shadow becomes live. The transaction is its own undo. */
public final class SwapSchemas implements Phase {
    private final SchemaSwap swap;

    public SwapSchemas(SchemaSwap swap) {
        this.swap = swap;
    }

    @Override
    public void run(Run run) {
        run.swap(swap.swap(run.plan(), run.id(), run.progress()));
    }
}
