package dev.pgzm.ports.state;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** What is remembered of a migration between processes; never a password. */
@Value.Immutable
public interface MigrationState {
    /** The migration's id, in milliseconds since 1970-01-01 UTC. */
    long id();

    /** Counts the saves, from 1; a save names the version that it replaces. */
    long version();

    MigrationStatus status();

    /** The source's URL without its password. */
    String source();

    /** The destination's URL without its password. */
    String destination();

    /** The destination's database name, under which the state is kept. */
    String database();

    /** How long each finished step took, by its status' name. */
    Map<String, Duration> durations();

    /** The message of the failure, if the migration failed. */
    Optional<String> failure();
}
