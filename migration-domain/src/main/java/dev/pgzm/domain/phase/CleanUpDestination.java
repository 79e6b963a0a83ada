package dev.pgzm.domain.phase;

import dev.pgzm.domain.work.BackupRecording;
import dev.pgzm.ports.restore.ShadowRestore;
import dev.pgzm.ports.sync.PreservedTables;

/**
 * CLEANUP: nothing of the tool's stays in the destination but the backup schema with the record of what it holds, and guards for
 * as long as a transaction of before the swap may need them. Idempotent.
 */
public final class CleanUpDestination implements Phase {
    private final PreservedTables preserved;
    private final ShadowRestore restore;
    private final BackupRecording recording;

    public CleanUpDestination(PreservedTables preserved, ShadowRestore restore, BackupRecording recording) {
        this.preserved = preserved;
        this.restore = restore;
        this.recording = recording;
    }

    @Override
    public void run(Run run) {
        preserved.unguard(run.plan(), run.id(), run.progress()).ifPresent(run.progress()::found);
        restore.drop(run.plan(), run.id());
        // last, for it may take long, and a failure of what comes before swaps back
        recording.record(run.plan(), run.id(), run.progress());
    }
}
