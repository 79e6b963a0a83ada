package dev.pgzm.domain.phase;

import dev.pgzm.ports.restore.ShadowRestore;

/** CLEANUP: nothing of the tool's stays in the destination but the backup schema. Idempotent. */
public final class CleanUpDestination implements Phase {
    private final ShadowRestore restore;

    public CleanUpDestination(ShadowRestore restore) {
        this.restore = restore;
    }

    @Override
    public void run(Run run) {
        restore.drop(run.plan(), run.id());
    }
}
