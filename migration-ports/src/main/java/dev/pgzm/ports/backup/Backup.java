package dev.pgzm.ports.backup;

import dev.pgzm.ports.plan.MigrationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** A former live schema: one whose name is {@code backup_} and the milliseconds since 1970 at which it was replaced. */
@Value.Immutable
public interface Backup {
    MigrationId id();

    BackupOrigin origin();

    /** What it was called when it was live, as far as that is known. */
    Optional<String> liveSchema();

    /** The OIDs of the types that it had when it was live, wherever they stand now, as far as that is known. */
    Set<Long> ownTypes();

    int tables();

    /** As many as the server estimates, or as were counted. */
    long rows();

    /** Tables, indexes and all, on disk. */
    long bytes();

    /** Why it is not whole; empty where nothing is known to be missing. */
    Optional<String> defect();

    /** What outside of it uses its objects. */
    List<BackupDependent> dependents();

    /** Whether the connected role may rename and drop it. */
    boolean owned();

    default String nspname() {
        return id().backupSchema();
    }

    default Instant replaced() {
        return Instant.ofEpochMilli(id().epochMillis());
    }
}
