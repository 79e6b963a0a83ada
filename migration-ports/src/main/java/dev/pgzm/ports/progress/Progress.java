package dev.pgzm.ports.progress;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.state.MigrationStatus;
import java.time.Duration;
import java.util.List;

/** Watches a run. Called from many threads; must return fast and never throw. */
public interface Progress {
    /** Ignores everything. */
    Progress SILENT = new Progress() {};

    /** Which migration it is. */
    default void began(MigrationId id) {}

    default void entered(MigrationStatus status) {}

    default void left(MigrationStatus status, Duration took) {}

    default void found(Finding finding) {}

    /** How much the source holds. */
    default void planned(int tables, long bytes) {}

    /** What is to be done, in no order; each item begins and ends once, unless the run fails. */
    default void scheduled(List<WorkItem> items) {}

    default void began(Activity activity) {}

    /** It succeeded. What fails is not told to end: the run ends with it. */
    default void ended(Activity activity, Duration took) {}

    /** The run waits, for what is said. */
    default void waiting(String forWhat) {}

    /** What the run waited for is no longer in its way. */
    default void wentOn(Duration waited) {}

    /**
     * How a preserved table is kept in step.
     *
     * @param keys how many rows are still to be brought over
     * @param oldest how long the first of them has been waiting; zero where there is none
     */
    default void queued(String table, long keys, Duration oldest) {}

    /**
     * The swap is committed.
     *
     * @param stalled how long writers were held off
     */
    default void swapped(int attempts, Duration stalled) {}
}
