package dev.pgzm.ports.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.immutables.value.Value;

/**
 * Which migration a command goes on with, undoes or asks about, and what it does otherwise than that migration's plan says.
 * What is left out is as in the plan.
 */
@Value.Immutable
public interface Target {
    DatabaseUrl destination();

    /** Empty: whichever migration the destination holds. */
    Optional<MigrationId> id();

    /** Where the source is reached now; empty: as the plan says. */
    Optional<DatabaseUrl> source();

    /** For a source that the plan names, whose password is kept nowhere. */
    Optional<Secret> sourcePassword();

    OptionalInt jobs();

    OptionalLong maxBytesPerSecond();

    /** Of this, what is left out is as in the plan. */
    @Value.Default
    default Protection protection() {
        return ImmutableProtection.builder().build();
    }

    Optional<Duration> lockTimeout();

    Optional<Duration> swapTimeout();

    Optional<BlockedPolicy> onBlocked();

    Optional<DependentPolicy> externalDependents();

    Optional<SwapStrategy> swapStrategy();

    Optional<FailurePolicy> onFailure();

    /** Tables that keep their current rows in a rollback. */
    List<TablePattern> keepTables();

    /** For a backup that does not tell as what it was live. */
    Optional<String> liveSchema();
}
