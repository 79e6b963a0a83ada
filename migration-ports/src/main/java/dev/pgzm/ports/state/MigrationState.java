package dev.pgzm.ports.state;

import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * What is remembered of a migration between processes. It is a convenience: what the destination's catalog says is the
 * truth.
 */
@Value.Immutable
public interface MigrationState {
    MigrationId id();

    /** Counts the saves, from 1; a save names the version that it replaces. */
    long version();

    MigrationStatus status();

    /** What was asked for; never holds a password. */
    Plan plan();

    Goal goal();

    /** Every step begun so far, in order; a step that was taken again by a later process is there again. */
    List<Step> steps();

    /** The message of the failure, if the migration failed. */
    Optional<String> failure();

    /** The destination's database name, under which the state is kept. */
    default String database() {
        return plan().destination().database();
    }

    @Value.Check
    default void check() {
        if (plan().holdsSecrets()) {
            throw new IllegalArgumentException("a state must not hold a password");
        }
    }
}
