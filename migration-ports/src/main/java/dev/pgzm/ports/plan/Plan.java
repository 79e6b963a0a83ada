package dev.pgzm.ports.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.immutables.value.Value;

/** Everything that a run was asked to do; never changes while it runs. */
@Value.Immutable
public interface Plan {
    /** Where the destination keeps what must be known to go on with a migration, or to undo it. */
    String OWN_SCHEMA = "pgzm";

    /** For an archive that was taken before: any, until its own is read from it. */
    DatabaseUrl source();

    DatabaseUrl destination();

    /** The schema that applications use, of the same name on both sides. */
    @Value.Default
    default String liveSchema() {
        return "public";
    }

    /** The destination's next live schema while it is being built. */
    @Value.Default
    default String shadowSchema() {
        return "shadow";
    }

    /** How many tables, indexes and keys are worked on at once; at least 1. */
    int jobs();

    /** A table larger than this, in bytes, is copied in several parts, and none is larger unless they would be too many; at least 1 MiB. */
    @Value.Default
    default long partBytes() {
        return 10L << 30;
    }

    @Value.Default
    default SourceLocking sourceLocking() {
        return SourceLocking.READ_ONLY;
    }

    @Value.Default
    default DependentPolicy externalDependents() {
        return DependentPolicy.REFUSE;
    }

    @Value.Default
    default OwnershipPolicy ownership() {
        return OwnershipPolicy.DESTINATION;
    }

    @Value.Default
    default SwapStrategy swapStrategy() {
        return SwapStrategy.AUTO;
    }

    /** Tables that keep the destination's rows. */
    @Value.Default
    default Preservation preservation() {
        return ImmutablePreservation.builder().build();
    }

    /** Bytes of rows that all jobs together copy in a second, at most; empty: as many as they can. */
    OptionalLong maxBytesPerSecond();

    /** How far it may press the servers. */
    @Value.Default
    default Protection protection() {
        return ImmutableProtection.builder().build();
    }

    /** Bytes of {@code maintenance_work_mem} that all jobs together may use on the destination; at least 1 MiB for each. */
    @Value.Default
    default long indexMemoryBytes() {
        return 1L << 30;
    }

    /** How long one attempt waits for a lock that others could queue behind. */
    @Value.Default
    default Duration lockTimeout() {
        return Duration.ofMillis(250);
    }

    /** How long attempts at a lock are repeated, on the source and at the swap, before the run gives up. */
    @Value.Default
    default Duration swapTimeout() {
        return Duration.ofMinutes(5);
    }

    /** What to do about sessions that hold what the swap must lock. */
    @Value.Default
    default BlockedPolicy onBlocked() {
        return BlockedPolicy.WAIT;
    }

    /** What to do when verifying or cleaning up fails after the swap. */
    @Value.Default
    default FailurePolicy onFailure() {
        return FailurePolicy.ROLLBACK;
    }

    /** How long a dead runner is in the way of the next one, where it can't be seen to be dead. */
    @Value.Default
    default Duration leaseDuration() {
        return Duration.ofSeconds(30);
    }

    /** Where the rows rest on their way; empty: they are streamed from server to server. */
    Optional<Archive> archive();

    /** Where pg_dump and pg_restore are; empty: searched on PATH and in Debian's directories. */
    Optional<Path> clientTools();

    /** Whether it restores an archive that was taken before, so that the source is not asked. */
    default boolean restoresEarlierArchive() {
        return archive()
                .filter(archive -> archive.use() == Archive.Use.TAKEN_EARLIER)
                .isPresent();
    }

    /** The same plan, as that of one migration: an archive that it makes has a directory of its own. */
    default Plan of(MigrationId id) {
        return ImmutablePlan.builder()
                .from(this)
                .archive(archive().map(archive -> archive.of(id)))
                .build();
    }

    /** The same plan without any password, as it may be stored. */
    default Plan withoutSecrets() {
        return ImmutablePlan.builder()
                .from(this)
                .source(source().withoutSecrets())
                .destination(destination().withoutSecrets())
                .build();
    }

    default boolean holdsSecrets() {
        return !source().equals(source().withoutSecrets())
                || !destination().equals(destination().withoutSecrets());
    }

    @Value.Check
    default void check() {
        if (jobs() < 1) {
            throw new IllegalArgumentException("jobs must be at least 1: " + jobs());
        }
        if (partBytes() < 1 << 20) {
            throw new IllegalArgumentException("a part must be at least 1 MiB: " + partBytes());
        }
        if (maxBytesPerSecond().orElse(1) < 1) {
            throw new IllegalArgumentException("the rate of the copy must be at least 1 byte in a second: "
                    + maxBytesPerSecond().getAsLong());
        }
        if (indexMemoryBytes() / jobs() < 1 << 20) {
            throw new IllegalArgumentException("the memory for indexes must be at least 1 MiB for each of " + jobs()
                    + " jobs: " + indexMemoryBytes() + " bytes");
        }
        if (liveSchema().equals(shadowSchema())) {
            throw new IllegalArgumentException("the live and the shadow schema are both named " + liveSchema());
        }
        if (liveSchema().equals(OWN_SCHEMA) || shadowSchema().equals(OWN_SCHEMA)) {
            throw new IllegalArgumentException("schema " + OWN_SCHEMA + " is the tool's own");
        }
    }
}
