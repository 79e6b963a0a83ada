package dev.pgzm.domain.backup;

import dev.pgzm.ports.CleanupReport;
import dev.pgzm.ports.CleanupReport.HeldBackup;
import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.backup.BackupDependent;
import dev.pgzm.ports.backup.BackupSelection;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.MigrationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides which backups a clean-up may drop, and in which order: the oldest first, since it may use types of a later one. */
final class CleanupChoice {
    private final KnownBackups known;
    private final Optional<MigrationId> unfinished;

    /**
     * @param unfinished the migration that has not ended, whose backup is not to be touched
     */
    CleanupChoice(KnownBackups known, Optional<MigrationId> unfinished) {
        this.known = known;
        this.unfinished = unfinished;
    }

    CleanupReport of(BackupSelection selection, Instant now) {
        List<Backup> meant = meant(selection, now).stream()
                .sorted(Comparator.comparingLong(backup -> backup.id().epochMillis()))
                .toList();
        List<Backup> dropped = new ArrayList<>();
        List<HeldBackup> held = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        for (Backup backup : meant) {
            List<String> reasons = reasons(backup, gone);
            if (reasons.isEmpty()) {
                dropped.add(backup);
                gone.add(backup.nspname());
            } else {
                held.add(new HeldBackup(backup, reasons));
            }
        }
        return new CleanupReport(
                dropped,
                held,
                known.newestFirst().stream()
                        .filter(backup -> !meant.contains(backup))
                        .toList());
    }

    private List<Backup> meant(BackupSelection selection, Instant now) {
        if (selection instanceof BackupSelection.Exactly exactly) {
            return exactly.ids().stream().map(known::find).distinct().toList();
        }
        if (selection instanceof BackupSelection.Before before) {
            refuseFuture(before.instant(), now);
            return known.newestFirst().stream()
                    .filter(backup -> backup.replaced().isBefore(before.instant()))
                    .toList();
        }
        int kept = ((BackupSelection.AllButNewest) selection).kept();
        List<Backup> whole = known.newestFirst().stream()
                .filter(backup -> backup.defect().isEmpty())
                .limit(kept)
                .toList();
        return known.newestFirst().stream()
                .filter(backup -> !whole.contains(backup))
                .toList();
    }

    private static void refuseFuture(Instant instant, Instant now) {
        if (instant.isAfter(now)) {
            throw new MigrationException(
                    Problem.of(ErrorCode.USAGE, "Cannot drop the backups before " + instant + ": that is in the future")
                            .withDetail("It is " + now + " now.")
                            .withHint("Name an instant that has passed, or say how many to keep: --keep 0 drops all.")
                            .withOutcome("Nothing was changed."));
        }
    }

    private List<String> reasons(Backup backup, Set<String> gone) {
        List<String> reasons = new ArrayList<>();
        unfinished
                .filter(backup.id()::equals)
                .ifPresent(id -> reasons.add("migration " + id + " has not ended: pgzm resume ends it"));
        if (!backup.owned()) {
            reasons.add("the connected role does not own it");
        }
        backup.dependents().stream()
                .filter(dependent -> !gone.contains(dependent.nspname()))
                .map(BackupDependent::what)
                .forEach(reasons::add);
        return reasons;
    }
}
