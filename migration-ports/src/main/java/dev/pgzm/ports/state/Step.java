package dev.pgzm.ports.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One step that a migration took.
 *
 * @param began empty where an old document does not tell
 * @param took empty while it lasts, and for ever if its process died in it
 * @param figures what it did, such as {@code rows} or {@code bytes}; in the units that the names say
 */
public record Step(
        MigrationStatus status, Optional<Instant> began, Optional<Duration> took, Map<String, Long> figures) {
    public Step {
        figures = Map.copyOf(figures);
    }
}
