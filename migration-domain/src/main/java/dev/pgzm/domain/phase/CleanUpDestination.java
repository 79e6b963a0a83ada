package dev.pgzm.domain.phase;

import dev.pgzm.domain.work.BackupRecording;
import dev.pgzm.ports.restore.ShadowRestore;

/**
 * CLEANUP: nothing of the tool's stays in the destination but the backup schema, with the record of what it holds. Idempotent.
 */
public final class CleanUpDestination implements Phase {
    private final ShadowRestore restore;
    private final BackupRecording recording;

    public CleanUpDestination(ShadowRestore restore, BackupRecording recording) {
        this.restore = restore;
        this.recording = recording;
    }

    @Override
    public void run(Run run) {
        restore.drop(run.plan(), run.id());
        // last, for it may take long, and a failure of what comes before swaps back
        recording.record(run.plan(), run.id(), run.progress());
    }
}
