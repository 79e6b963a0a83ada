package dev.pgzm.domain.backup;

import dev.pgzm.domain.work.BackupReading;
import dev.pgzm.ports.ImmutableVerificationReport;
import dev.pgzm.ports.VerificationReport;
import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.backup.BackupFact;
import dev.pgzm.ports.backup.BackupReader;
import dev.pgzm.ports.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a whole backup, and compares it with what was recorded when it had just been replaced. */
final class BackupVerification {
    private final Backup backup;
    private final BackupReader reader;
    private final BackupReading reading;

    BackupVerification(Backup backup, BackupReader reader, BackupReading reading) {
        this.backup = backup;
        this.reader = reader;
        this.reading = reading;
    }

    VerificationReport report(Progress progress, InstantSource clock) {
        Instant begun = clock.instant();
        Optional<Set<BackupFact>> recorded = reader.recordedFacts();
        Set<BackupFact> found = new HashSet<>(reader.catalogFacts());
        progress.waiting("every table of " + backup.nspname() + " to be read");
        reading.readTables();
        progress.waiting("the indexes of " + backup.nspname() + " to be checked");
        reading.checkIndexes();
        found.addAll(reading.rows());
        List<String> defects = new ArrayList<>(reading.damages());
        defects.addAll(BackupComparison.differences(recorded, found));
        if (recorded.isEmpty()) {
            // elsewhere it is told object by object
            backup.defect().ifPresent(defects::add);
        }
        return ImmutableVerificationReport.builder()
                .backup(backup)
                .comparedRows(recorded.filter(this::namesEveryTable).isPresent())
                .tablesRead(reading.rows().size())
                .indexesChecked(reading.indexesChecked())
                .defects(defects)
                .notes(notes(recorded))
                .took(Duration.between(begun, clock.instant()))
                .build();
    }

    private List<String> notes(Optional<Set<BackupFact>> recorded) {
        List<String> notes = new ArrayList<>(reading.unread());
        if (recorded.isEmpty()) {
            notes.add("nothing was recorded of it when it was replaced, so that there is nothing to compare it with");
        } else if (!namesEveryTable(recorded.get())) {
            notes.add("the rows of some tables were not recorded when it was replaced");
        }
        if (reading.indexesChecked() == 0) {
            notes.add("no index was checked row by row: that needs the extension amcheck, and the right to use it");
        }
        return notes;
    }

    private boolean namesEveryTable(Set<BackupFact> recorded) {
        Set<String> tables = new HashSet<>();
        recorded.stream()
                .filter(fact -> fact.kind() == BackupFact.Kind.ROWS)
                .map(BackupFact::object)
                .forEach(tables::add);
        return reading.rows().stream().map(BackupFact::object).allMatch(tables::contains);
    }
}
