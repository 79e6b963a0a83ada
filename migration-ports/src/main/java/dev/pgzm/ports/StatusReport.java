package dev.pgzm.ports;

import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.state.MigrationState;
import dev.pgzm.ports.sync.PreservedStanding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** Where a destination's migration stands, from its state document and its catalog. */
@Value.Immutable
public interface StatusReport {
    Standing standing();

    /** The migration that this is about; empty exactly if the standing is {@code NONE}. */
    Optional<MigrationId> id();

    /** Who runs it now, in words; empty where nobody does. */
    Optional<String> runner();

    /** What the state store holds; empty where the document is gone. */
    Optional<MigrationState> state();

    /** What the destination holds; empty where nothing was built yet, or all is cleaned up. */
    Optional<MigrationRecord> record();

    /** The preserved tables that are kept in step; empty where there are none, or not yet. */
    List<PreservedStanding> preserved();

    /** What stands in the way of a swap now: errors would refuse it, warnings and waits are told. */
    List<Finding> obstacles();

    /** Why each command would be refused now; what is absent would not be. */
    Map<Continuation, Problem> refusals();

    /** What {@link Migrations#resume} would do now. */
    Resumption resumption();

    /** The command that goes on from here, as a person would type it; empty where nothing is to be done. */
    Optional<String> nextCommand();
}
