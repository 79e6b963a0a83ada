package dev.pgzm.domain.work;

import dev.pgzm.ports.backup.BackupFact;
import dev.pgzm.ports.backup.BackupReader;
import dev.pgzm.ports.backup.BackupSchemas;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Records what a schema holds that has just become a backup, for its verification. Nobody writes to it any more, so that this
 * comes after the swap, when nobody waits; and whatever keeps it from being recorded is told and does no other harm.
 */
public final class BackupRecording {
    private final BackupSchemas backups;
    private final Executor workers;

    public BackupRecording(BackupSchemas backups, Executor workers) {
        this.backups = backups;
        this.workers = workers;
    }

    /** An interrupt ends the reading of rows; what was read by then is recorded. */
    public void record(Plan plan, MigrationId id, Progress progress) {
        try (BackupReader reader = backups.read(plan.destination(), id)) {
            Set<BackupFact> facts = new HashSet<>(reader.catalogFacts());
            // at once, since the rows may take long
            backups.record(plan, id, facts);
            progress.waiting("the rows of " + id.backupSchema() + " to be counted, for pgzm verify");
            if (facts.addAll(rows(reader, id, progress))) {
                backups.record(plan, id, facts);
            }
        } catch (MigrationException failed) {
            progress.found(notRecorded(
                    id.backupSchema() + " is not recorded", failed.problem().message()));
        }
    }

    private Set<BackupFact> rows(BackupReader reader, MigrationId id, Progress progress) {
        // one at a time: what is live has just begun to work, with cold caches, and this is not urgent
        BackupReading reading = new BackupReading(reader, workers, 1);
        try {
            reading.readTables();
        } catch (MigrationException failed) {
            progress.found(notRecorded(
                    "the rows of " + id.backupSchema() + " are recorded in part",
                    failed.problem().message()));
        }
        return reading.rows();
    }

    private static Finding notRecorded(String what, String why) {
        return new Finding(
                Severity.WARNING,
                what,
                why,
                "It can be rolled back to; pgzm verify cannot compare what is not recorded.");
    }
}
