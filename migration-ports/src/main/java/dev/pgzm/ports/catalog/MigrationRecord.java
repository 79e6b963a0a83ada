package dev.pgzm.ports.catalog;

import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.ImmutablePreservation;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Preservation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * What the destination itself holds of a migration, from the creation of the shadow schema until all is cleaned up after the
 * swap: enough to swap it, to go on with it or to undo it without any other memory.
 */
@Value.Immutable
public interface MigrationRecord {
    MigrationId id();

    Goal goal();

    /** The source's URL without secrets, as {@link dev.pgzm.ports.plan.DatabaseUrl#uri} writes it. */
    String source();

    String liveSchema();

    String shadowSchema();

    /** As {@link DatabaseFacts#lineage}: snapshots of one lineage only can be compared. */
    String lineage();

    /** Tells whether the source's schema is still the one that shadow is built from. */
    String fingerprint();

    /** The instant that the copied rows are of, as {@link dev.pgzm.ports.dump.SourceContents#snapshot}. */
    String snapshot();

    /** The destination's types that shadow uses where they stand, and that come along in the swap. */
    List<TypeIdentity> keptTypes();

    /** The tables that keep the destination's rows, each by its name. */
    @Value.Default
    default Preservation preservation() {
        return ImmutablePreservation.builder().build();
    }

    Instant created();

    /** When shadow was complete; empty before. */
    Optional<Instant> prepared();

    /** Whether every row is copied. */
    boolean rowsComplete();

    /** Whether the destination crashed since, which has emptied shadow's unlogged tables. */
    boolean emptiedByCrash();

    /** Whether the swap was committed: {@code backup_<id>} exists. */
    boolean swapped();

    /** Tables whose rows are to be copied, whether they are yet or not. */
    int tables();

    /** Rows copied so far. */
    long rows();

    /** The size of the rows copied so far, in COPY's format. */
    long bytes();
}
