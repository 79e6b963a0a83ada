package dev.pgzm.domain.backup;

import dev.pgzm.ports.backup.BackupFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells what of a backup is not as it was recorded. */
final class BackupComparison {
    private record Subject(BackupFact.Kind kind, String object) {}

    private BackupComparison() {}

    /**
     * What differs, in words.
     *
     * @param recorded empty where nothing was: then only what is not valid differs from what a backup must be
     * @param found all but the rows of tables that could not be read, which are told otherwise
     */
    static List<String> differences(Optional<Set<BackupFact>> recorded, Set<BackupFact> found) {
        Set<BackupFact> known = recorded.orElse(Set.of());
        Stream<String> invalid = found.stream()
                .filter(fact -> fact.kind() == BackupFact.Kind.INVALID && !known.contains(fact))
                .map(BackupFact::object);
        Map<Subject, String> values = new HashMap<>();
        found.forEach(fact -> values.put(subject(fact), fact.value()));
        Stream<String> changed = known.stream()
                .filter(fact -> fact.kind() != BackupFact.Kind.INVALID && !found.contains(fact))
                .flatMap(fact -> difference(fact, Optional.ofNullable(values.get(subject(fact)))).stream());
        return Stream.concat(invalid, changed).distinct().sorted().toList();
    }

    private static Optional<String> difference(BackupFact recorded, Optional<String> now) {
        return switch (recorded.kind()) {
            case OBJECT -> Optional.of("missing, or not as it was: " + recorded.object());
            // that a table is gone or unreadable is told already
            case ROWS ->
                now.map(value -> "table " + recorded.object() + " had " + recorded.value() + ", and has " + value);
            case PRIVILEGES ->
                now.map(value ->
                        "privileges on " + recorded.object() + " were " + recorded.value() + ", and are " + value);
            case SEQUENCE ->
                now.map(value ->
                        "sequence " + recorded.object() + " stood at " + recorded.value() + ", and stands at " + value);
            case INVALID -> Optional.empty();
        };
    }

    private static Subject subject(BackupFact fact) {
        return new Subject(fact.kind(), fact.object());
    }
}
