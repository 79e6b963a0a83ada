package dev.pgzm.cli;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.BuildProgress;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.progress.WorkItem;
import dev.pgzm.ports.progress.WorkKind;
import dev.pgzm.ports.state.MigrationStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** How a run stands at one moment. */
@Value.Immutable
interface Figures {
    Optional<MigrationId> id();

    Optional<MigrationStatus> status();

    /** Since the command began. */
    Duration elapsed();

    /** Since the status was entered. */
    Duration inStatus();

    /** 0 until the source was read. */
    int plannedTables();

    long plannedBytes();

    /** What has not begun, and how many of each. */
    Map<WorkItem, Integer> waiting();

    /** In the order in which it began. */
    List<Running> running();

    /** What is finished. */
    Map<WorkKind, Effort> efforts();

    /** As many as have been at work at once. */
    int workers();

    Map<Severity, Long> findings();

    /** How often the run has had to wait for others. */
    long waits();

    /** Empty where it does not wait. */
    Optional<String> waitingFor();

    /** By preserved table. */
    Map<String, Queue> queues();

    Optional<Swap> swap();

    default Effort effort(WorkKind kind) {
        return efforts().getOrDefault(kind, Effort.NONE);
    }

    /** Rows that have arrived or are on their way, from the source. */
    default long rows() {
        return effort(WorkKind.COPY).rows() + copying().mapToLong(Running::rows).sum();
    }

    /** As {@link #rows}, in COPY's format. */
    default long bytes() {
        return effort(WorkKind.COPY).bytes()
                + copying().mapToLong(Running::bytes).sum();
    }

    private java.util.stream.Stream<Running> copying() {
        return running().stream().filter(each -> each.item().kind() == WorkKind.COPY);
    }

    /** A worker at its item. */
    record Running(WorkItem item, long rows, long bytes, Optional<BuildProgress> server, Duration since) {
        static Running of(Activity activity, Duration since) {
            return new Running(activity.item(), activity.rows(), activity.bytes(), activity.server(), since);
        }
    }

    /**
     * What is still to be brought over to a preserved table.
     *
     * @param oldest how long the first key has been waiting
     */
    record Queue(long keys, Duration oldest) {}

    /** How the swap went. */
    record Swap(int attempts, Duration stalled) {}
}
