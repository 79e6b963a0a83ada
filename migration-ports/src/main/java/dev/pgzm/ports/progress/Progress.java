package dev.pgzm.ports.progress;

import dev.pgzm.ports.state.MigrationStatus;
import java.time.Duration;

/** Watches a run. Called from many threads; must return fast and never throw. */
public interface Progress {
    /** Ignores everything. */
    Progress SILENT = new Progress() {};

    default void entered(MigrationStatus status) {}

    default void left(MigrationStatus status, Duration took) {}

    default void found(Finding finding) {}

    /** How much is to come. */
    default void planned(int tables, long bytes) {}

    /** A part of a table arrived; {@code rows} and {@code bytes} are this part's. */
    default void copied(String table, long rows, long bytes) {}

    /** An index, key, view or the like is finished. */
    default void built(String object, Duration took) {}

    /** The run waits, for what is said. */
    default void waiting(String forWhat) {}
}
