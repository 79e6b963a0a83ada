package dev.pgzm.ports.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.immutables.value.Value;

/** How far a run may press the servers that it works on, and how long it may take; what is empty is as by default. */
@Value.Immutable
public interface Protection {
    /** Sessions on the source and the destination together. */
    OptionalInt maxConnections();

    /** Bytes of WAL that a replica of the destination may have yet to replay while work goes on. */
    OptionalLong maxReplicaLag();

    /** Bytes of WAL that a replication slot, or pg_wal as a whole, may keep on the destination while work goes on. */
    OptionalLong maxRetainedWal();

    /** How long one pause may last before the run gives up. */
    Optional<Duration> maxPause();

    /** Of each statement that reads rows from the source or builds shadow; zero: none. */
    Optional<Duration> statementTimeout();

    /** Of each phase between preflight and the swap; zero: none. */
    Optional<Duration> phaseTimeout();

    default int connections() {
        return maxConnections().orElse(20);
    }

    default Duration patience() {
        return maxPause().orElse(Duration.ofMinutes(30));
    }

    /** Whether anything is to be watched for. */
    default boolean pauses() {
        return maxReplicaLag().isPresent() || maxRetainedWal().isPresent();
    }

    /** The same, but for what the other says. */
    default Protection but(Protection other) {
        return ImmutableProtection.builder().from(this).from(other).build();
    }

    @Value.Check
    default void check() {
        if (connections() < 1) {
            throw new IllegalArgumentException("the connections must be at least 1: " + connections());
        }
        if (maxReplicaLag().orElse(1) < 1 || maxRetainedWal().orElse(1) < 1) {
            throw new IllegalArgumentException("a limit of WAL must be at least 1 byte");
        }
        if (patience().isNegative()
                || statementTimeout().filter(Duration::isNegative).isPresent()
                || phaseTimeout().filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("a timeout must not be negative");
        }
    }
}
