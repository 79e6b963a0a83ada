package dev.pgzm.domain.machine;

import static dev.pgzm.domain.machine.Event.DONE;
import static dev.pgzm.domain.machine.Event.FAILED;
import static dev.pgzm.domain.machine.Event.KEPT;
import static dev.pgzm.domain.machine.Event.UNANSWERED;
import static dev.pgzm.ports.state.MigrationStatus.CLEANING_UP;
import static dev.pgzm.ports.state.MigrationStatus.COMPLETED;
import static dev.pgzm.ports.state.MigrationStatus.DUMPING;
import static dev.pgzm.ports.state.MigrationStatus.INDEXING;
import static dev.pgzm.ports.state.MigrationStatus.PREPARED;
import static dev.pgzm.ports.state.MigrationStatus.RESOLVING_SWAP;
import static dev.pgzm.ports.state.MigrationStatus.RESTORING;
import static dev.pgzm.ports.state.MigrationStatus.STOPPED;
import static dev.pgzm.ports.state.MigrationStatus.SWAPPED;
import static dev.pgzm.ports.state.MigrationStatus.SWAPPING;
import static dev.pgzm.ports.state.MigrationStatus.SWAPPING_BACK;
import static dev.pgzm.ports.state.MigrationStatus.SWAP_UNKNOWN;
import static dev.pgzm.ports.state.MigrationStatus.SYNCING;
import static dev.pgzm.ports.state.MigrationStatus.UNDOING;
import static dev.pgzm.ports.state.MigrationStatus.UNDONE;
import static dev.pgzm.ports.state.MigrationStatus.UNDO_FAILED;
import static dev.pgzm.ports.state.MigrationStatus.VALIDATING;
import static dev.pgzm.ports.state.MigrationStatus.VERIFYING;

import dev.pgzm.ports.state.MigrationStatus;
import java.util.List;
import java.util.stream.Collectors;

/** The state machine, whole. */
public final class Transitions {
    /** Every move that there is; whatever is not here cannot happen. */
    public static final List<Transition> ALL = List.of(
            new Transition(VALIDATING, DONE, DUMPING),
            new Transition(VALIDATING, FAILED, UNDOING),
            new Transition(VALIDATING, KEPT, STOPPED),
            new Transition(DUMPING, DONE, RESTORING),
            new Transition(DUMPING, FAILED, UNDOING),
            new Transition(DUMPING, KEPT, STOPPED),
            new Transition(RESTORING, DONE, INDEXING),
            new Transition(RESTORING, FAILED, UNDOING),
            new Transition(RESTORING, KEPT, STOPPED),
            new Transition(INDEXING, DONE, SYNCING),
            new Transition(INDEXING, FAILED, UNDOING),
            new Transition(INDEXING, KEPT, STOPPED),
            new Transition(SYNCING, DONE, PREPARED),
            new Transition(SYNCING, FAILED, UNDOING),
            new Transition(SYNCING, KEPT, STOPPED),
            new Transition(PREPARED, DONE, SWAPPING),
            new Transition(PREPARED, FAILED, UNDOING),
            new Transition(PREPARED, KEPT, STOPPED),
            new Transition(SWAPPING, DONE, VERIFYING),
            new Transition(SWAPPING, FAILED, UNDOING),
            new Transition(SWAPPING, KEPT, PREPARED),
            new Transition(SWAPPING, UNANSWERED, RESOLVING_SWAP),
            new Transition(RESOLVING_SWAP, DONE, VERIFYING),
            new Transition(RESOLVING_SWAP, FAILED, UNDOING),
            new Transition(RESOLVING_SWAP, KEPT, PREPARED),
            new Transition(RESOLVING_SWAP, UNANSWERED, SWAP_UNKNOWN),
            new Transition(VERIFYING, DONE, CLEANING_UP),
            new Transition(VERIFYING, FAILED, SWAPPING_BACK),
            new Transition(VERIFYING, KEPT, SWAPPED),
            new Transition(CLEANING_UP, DONE, COMPLETED),
            new Transition(CLEANING_UP, FAILED, SWAPPING_BACK),
            new Transition(CLEANING_UP, KEPT, SWAPPED),
            new Transition(SWAPPING_BACK, DONE, UNDOING),
            new Transition(SWAPPING_BACK, KEPT, SWAPPED),
            new Transition(UNDOING, DONE, UNDONE),
            new Transition(UNDOING, KEPT, UNDO_FAILED));

    private Transitions() {}

    /**
     * The transition that an event takes in a status.
     *
     * @throws IllegalStateException where the table has none
     */
    static Transition of(MigrationStatus from, Event event) {
        return ALL.stream()
                .filter(transition -> transition.from() == from && transition.event() == event)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no transition from " + from + " on " + event));
    }

    /** The table as a Mermaid diagram, for the documentation. */
    static String diagram() {
        return ALL.stream()
                .map(each -> "    " + each.from() + " --> " + each.to() + ": " + each.event())
                .collect(Collectors.joining("\n", "stateDiagram-v2\n", "\n"));
    }
}
