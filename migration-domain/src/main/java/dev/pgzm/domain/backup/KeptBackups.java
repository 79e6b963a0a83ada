package dev.pgzm.domain.backup;

import dev.pgzm.domain.Ports;
import dev.pgzm.domain.machine.Ownership;
import dev.pgzm.domain.preflight.RollbackCheck;
import dev.pgzm.domain.work.BackupReading;
import dev.pgzm.domain.work.BackupRecording;
import dev.pgzm.ports.BackupList;
import dev.pgzm.ports.Backups;
import dev.pgzm.ports.CleanupReport;
import dev.pgzm.ports.RollbackPreview;
import dev.pgzm.ports.RollbackReport;
import dev.pgzm.ports.VerificationReport;
import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.backup.BackupReader;
import dev.pgzm.ports.backup.BackupSelection;
import dev.pgzm.ports.backup.RowCounting;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The commands on backups. */
public final class KeptBackups implements Backups {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Ports ports;
    private final RollbackCheck rollbackCheck;
    private final Executor workers;
    private final InstantSource clock;

    /**
     * @param workers must be able to run as many tasks at once as a target has jobs, and one more
     */
    public KeptBackups(Ports ports, Executor workers, InstantSource clock) {
        this.ports = ports;
        this.rollbackCheck = new RollbackCheck(ports.catalogs());
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public BackupList list(DatabaseUrl destination, RowCounting counting) {
        return new BackupList(clock.instant(), ports.backupSchemas().list(destination, counting));
    }

    @Override
    public Backup find(Target target) {
        return known(target.destination()).meantBy(target);
    }

    @Override
    public VerificationReport verify(Target target, Progress progress) {
        Backup backup = find(target);
        try (BackupReader reader = ports.backupSchemas().read(target.destination(), backup.id())) {
            BackupReading reading =
                    new BackupReading(reader, workers, target.jobs().orElse(1));
            return new BackupVerification(backup, reader, reading).report(progress, clock);
        }
    }

    @Override
    public RollbackPreview foretellRollback(Target target) {
        return rollback(target).preview(rollbackCheck);
    }

    @Override
    public RollbackReport rollback(Target target, Progress progress) {
        return owning(target.destination(), progress, () -> {
            Rollback rollback = rollback(target);
            RollbackReport report =
                    rollback.make(newId(target.destination()), rollbackCheck, ports.schemaSwap(), progress);
            forget(target.destination(), progress);
            new BackupRecording(ports.backupSchemas(), workers).record(rollback.plan(), report.id(), progress);
            return report;
        });
    }

    private Rollback rollback(Target target) {
        return Rollback.of(find(target), target, ports.catalogs().migration(target.destination()));
    }

    /** Clocks may go back; the newest backup is the one that was replaced last. */
    private MigrationId newId(DatabaseUrl destination) {
        long newest = known(destination).newestFirst().stream()
                .mapToLong(backup -> backup.id().epochMillis())
                .max()
                .orElse(0);
        return new MigrationId(Math.max(clock.millis(), newest + 1));
    }

    /** What the state document says of the live schema is not so any more, if there was a rollback since. */
    private void forget(DatabaseUrl destination, Progress progress) {
        try {
            ports.stateStore()
                    .load(destination.database())
                    // databases of one name on several servers share the name of their document
                    .filter(state -> state.plan().destination().hosts().equals(destination.hosts()))
                    .filter(state -> ports.catalogs().isRolledBackSince(destination, state.id()))
                    .ifPresent(ports.stateStore()::delete);
        } catch (MigrationException failed) {
            progress.found(new Finding(
                    Severity.WARNING,
                    "the state document of the last migration is still there",
                    failed.problem().message(),
                    ""));
        }
    }

    @Override
    public CleanupReport foretellCleanup(DatabaseUrl destination, BackupSelection selection) {
        return new CleanupChoice(
                        known(destination),
                        ports.catalogs().migration(destination).map(MigrationRecord::id))
                .of(selection, clock.instant());
    }

    @Override
    public CleanupReport cleanup(Target target, BackupSelection selection, Progress progress) {
        return owning(target.destination(), progress, () -> {
            CleanupReport report = foretellCleanup(target.destination(), selection);
            // what is dropped may be all that tells of a rollback which died before it did so itself
            forget(target.destination(), progress);
            drop(report.dropped(), plan(target), progress);
            return report;
        });
    }

    private void drop(List<Backup> backups, Plan plan, Progress progress) {
        List<String> dropped = new ArrayList<>();
        for (Backup backup : backups) {
            try {
                ports.backupSchemas().drop(plan, backup.id(), progress);
                dropped.add(backup.nspname());
            } catch (MigrationException failed) {
                String before = dropped.isEmpty() ? "" : "Dropped: " + String.join(", ", dropped) + ". ";
                throw new MigrationException(
                        failed.problem()
                                .withOutcome(before + backup.nspname()
                                        + " may be dropped in part: the same command goes on with it. The live schema is"
                                        + " untouched."),
                        failed);
            }
        }
    }

    private static Plan plan(Target target) {
        ImmutablePlan.Builder plan = ImmutablePlan.builder()
                .source(target.destination())
                .destination(target.destination())
                .jobs(1);
        target.lockTimeout().ifPresent(plan::lockTimeout);
        target.swapTimeout().ifPresent(plan::swapTimeout);
        return plan.build();
    }

    private KnownBackups known(DatabaseUrl destination) {
        return KnownBackups.of(ports.backupSchemas(), destination);
    }

    private <T> T owning(DatabaseUrl destination, Progress progress, Supplier<T> work) {
        try (Ownership ownership =
                Ownership.take(ports, new Ownership.Tenure(destination, LEASE), workers, clock, progress)) {
            T result = work.get();
            ownership.loss().ifPresent(loss -> {
                throw loss;
            });
            return result;
        }
    }
}
