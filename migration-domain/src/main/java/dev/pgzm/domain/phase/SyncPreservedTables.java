package dev.pgzm.domain.phase;

/** SYNC: the place of preserved tables. A plan has none yet, so that there is nothing to keep in step. */
public final class SyncPreservedTables implements Phase {
    @Override
    public void run(Run run) {}
}
