package dev.pgzm.domain.backup;

import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.backup.BackupSchemas;
import dev.pgzm.ports.backup.RowCounting;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Target;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The backups that a destination has, in which one is looked for. */
final class KnownBackups {
    private static final int NEAREST = 3;

    private final DatabaseUrl destination;
    private final List<Backup> newestFirst;

    KnownBackups(DatabaseUrl destination, List<Backup> newestFirst) {
        this.destination = destination;
        this.newestFirst = newestFirst;
    }

    static KnownBackups of(BackupSchemas schemas, DatabaseUrl destination) {
        return new KnownBackups(destination, schemas.list(destination, RowCounting.ESTIMATED));
    }

    List<Backup> newestFirst() {
        return newestFirst;
    }

    /**
     * The one that a target means.
     *
     * @throws MigrationException with {@code USAGE} if there is none
     */
    Backup meantBy(Target target) {
        return target.id().map(this::find).orElseGet(this::latest);
    }

    private Backup latest() {
        return newestFirst.stream()
                .filter(backup -> backup.defect().isEmpty())
                .findFirst()
                .orElseThrow(() -> unknown("a backup that is whole"));
    }

    /**
     * The one of that id.
     *
     * @throws MigrationException with {@code USAGE}, naming the nearest ones
     */
    Backup find(MigrationId id) {
        return newestFirst.stream()
                .filter(backup -> backup.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(id));
    }

    private MigrationException unknown(MigrationId id) {
        String nearest = newestFirst.stream()
                .sorted(Comparator.comparingLong(backup -> Math.abs(backup.id().epochMillis() - id.epochMillis())))
                .limit(NEAREST)
                .map(backup -> backup.id() + " (" + backup.replaced() + ")")
                .collect(Collectors.joining(", "));
        Problem problem = unknown(id.backupSchema()).problem();
        return new MigrationException(
                nearest.isEmpty() ? problem : problem.withDetail("The nearest are " + nearest + "."));
    }

    private MigrationException unknown(String what) {
        return new MigrationException(Problem.of(
                        ErrorCode.USAGE, "Cannot find " + what + " in " + destination.display())
                .withDetail("It has " + (newestFirst.isEmpty() ? "no backup." : newestFirst.size() + " backups."))
                .withHint("Look at them: pgzm list --dest " + destination.display())
                .withOutcome("Nothing was changed."));
    }
}
