package dev.pgzm.cli;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.progress.WorkItem;
import dev.pgzm.ports.progress.WorkKind;
import dev.pgzm.ports.state.MigrationStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Adds up what a run tells, for whatever shows it. */
final class Tally implements Progress {
    private final LongSupplier nanos;
    private final long begun;
    private final Map<WorkItem, Integer> waiting = new HashMap<>();
    private final Map<Activity, Long> running = new LinkedHashMap<>();
    private final Map<WorkKind, Effort> efforts = new EnumMap<>(WorkKind.class);
    private final Map<Severity, Long> findings = new EnumMap<>(Severity.class);
    private final Map<String, Figures.Queue> queues = new TreeMap<>();
    private Optional<MigrationId> id = Optional.empty();
    private Optional<MigrationStatus> status = Optional.empty();
    private Optional<String> waitingFor = Optional.empty();
    private Optional<Figures.Swap> swap = Optional.empty();
    private long entered;
    private long plannedBytes;
    private int plannedTables;
    private int workers;
    private long waits;

    /**
     * Builds the tally.
     *
     * @param nanos a clock as {@link System#nanoTime}
     */
    Tally(LongSupplier nanos) {
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.entered = begun;
    }

    @Override
    public synchronized void began(MigrationId migration) {
        id = Optional.of(migration);
    }

    @Override
    public synchronized void entered(MigrationStatus next) {
        status = Optional.of(next);
        waitingFor = Optional.empty();
        entered = nanos.getAsLong();
        if (next == MigrationStatus.UNDOING || next.isFinal()) {
            running.clear();
            waiting.clear();
        }
    }

    @Override
    public synchronized void found(Finding finding) {
        findings.merge(finding.severity(), 1L, Long::sum);
    }

    @Override
    public synchronized void planned(int tables, long bytes) {
        plannedTables = tables;
        plannedBytes = bytes;
    }

    @Override
    public synchronized void scheduled(List<WorkItem> items) {
        items.forEach(item -> waiting.merge(item, 1, Integer::sum));
    }

    @Override
    public synchronized void began(Activity activity) {
        waiting.computeIfPresent(activity.item(), (item, count) -> count == 1 ? null : count - 1);
        running.put(activity, nanos.getAsLong());
        workers = Math.max(workers, running.size());
    }

    @Override
    public synchronized void ended(Activity activity, Duration took) {
        running.remove(activity);
        efforts.merge(activity.item().kind(), Effort.of(activity, took), Effort::plus);
    }

    @Override
    public synchronized void waiting(String forWhat) {
        waits++;
        waitingFor = Optional.of(forWhat);
    }

    @Override
    public synchronized void wentOn(Duration waited) {
        waitingFor = Optional.empty();
    }

    @Override
    public synchronized void queued(String table, long keys, Duration oldest) {
        queues.put(table, new Figures.Queue(keys, oldest));
    }

    @Override
    public synchronized void swapped(int attempts, Duration stalled) {
        swap = Optional.of(new Figures.Swap(attempts, stalled));
        waitingFor = Optional.empty();
    }

    /** How it stands now. */
    synchronized Figures figures() {
        long now = nanos.getAsLong();
        List<Figures.Running> atWork = new ArrayList<>();
        running.forEach((activity, since) -> atWork.add(Figures.Running.of(activity, Duration.ofNanos(now - since))));
        return ImmutableFigures.builder()
                .id(id)
                .status(status)
                .elapsed(Duration.ofNanos(now - begun))
                .inStatus(Duration.ofNanos(now - entered))
                .plannedTables(plannedTables)
                .plannedBytes(plannedBytes)
                .waiting(waiting)
                .running(atWork)
                .efforts(efforts)
                .workers(Math.max(1, workers))
                .findings(findings)
                .waits(waits)
                .waitingFor(waitingFor)
                .queues(queues)
                .swap(swap)
                .build();
    }
}
