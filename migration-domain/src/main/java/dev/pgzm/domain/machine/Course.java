package dev.pgzm.domain.machine;

import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.state.MigrationStatus;

/** Where one process enters the state machine, and what becomes of its failures. */
enum Course {
    /** {@code start}: a failure takes everything back. */
    START(MigrationStatus.VALIDATING, Goal.COMPLETED, Heritage.NONE),
    /** {@code prepare}: likewise, and it ends before the swap. */
    PREPARE(MigrationStatus.VALIDATING, Goal.PREPARED, Heritage.NONE),
    /** {@code swap}, and {@code resume} of a migration that is prepared. */
    SWAP(MigrationStatus.SWAPPING, Goal.COMPLETED, Heritage.EARLIER_PROCESS),
    /** {@code resume} of a preparation that is a part of {@code start}. */
    RESUME_START(MigrationStatus.VALIDATING, Goal.COMPLETED, Heritage.EARLIER_PROCESS),
    /** {@code resume} of {@code prepare}. */
    RESUME_PREPARE(MigrationStatus.VALIDATING, Goal.PREPARED, Heritage.EARLIER_PROCESS),
    /** {@code resume} after the swap was committed. */
    FINISH(MigrationStatus.VERIFYING, Goal.COMPLETED, Heritage.EARLIER_PROCESS),
    /** {@code abort}. */
    ABORT(MigrationStatus.UNDOING, Goal.PREPARED, Heritage.EARLIER_PROCESS);

    /** Who did what is there when the process begins. */
    private enum Heritage {
        NONE,
        EARLIER_PROCESS
    }

    private final MigrationStatus entry;
    private final Goal goal;
    private final Heritage heritage;

    Course(MigrationStatus entry, Goal goal, Heritage heritage) {
        this.entry = entry;
        this.goal = goal;
        this.heritage = heritage;
    }

    MigrationStatus entry() {
        return entry;
    }

    Goal goal() {
        return goal;
    }

    /** Whether an earlier process has done what came before, so that undoing must take that back too. */
    boolean inherits() {
        return heritage == Heritage.EARLIER_PROCESS;
    }
}
