package dev.pgzm.domain.chronicle;

import dev.pgzm.ports.chronicle.ImmutableChapter;
import dev.pgzm.ports.chronicle.Undertaking;
import dev.pgzm.ports.chronicle.Wait;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.WorkItem;
import dev.pgzm.ports.progress.WorkKind;
import dev.pgzm.ports.state.MigrationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Listens to one run, passes on what it hears, and remembers as much as a report needs. */
public final class Account implements Progress {
    private static final int FINDINGS = 100;
    private static final int WAITS = 50;

    private final Undertaking undertaking;
    private final Progress listener;
    private final InstantSource clock;
    private final Instant begun;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Wait> waits = new ArrayList<>();
    private final Map<Activity, Place> running = new LinkedHashMap<>();
    private final TreeSet<Integer> freeWorkers = new TreeSet<>();
    private final WorkerSpans spans = new WorkerSpans();
    private final TableCopies copies = new TableCopies();
    private int workers;
    private int moreFindings;
    private int moreWaits;
    private int plannedTables;
    private long plannedBytes;

    private record Place(int worker, Duration since) {}

    /**
     * Begins to listen.
     *
     * @param listener who is told everything at once
     */
    public Account(Undertaking undertaking, Progress listener, InstantSource clock) {
        this.undertaking = undertaking;
        this.listener = listener;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** What is known so far; steps, status and environment are for others to add. */
    public synchronized ImmutableChapter.Builder chapter() {
        Duration took = sinceBegin();
        WorkerSpans all = spans.copy();
        running.forEach((activity, place) -> all.addUnfinished(place.worker(), activity.item(), place.since(), took));
        return copies.describe(ImmutableChapter.builder())
                .undertaking(undertaking)
                .began(begun)
                .took(took)
                .findings(findings)
                .moreFindings(moreFindings)
                .waits(waits)
                .moreWaits(moreWaits)
                .plannedTables(plannedTables)
                .plannedBytes(plannedBytes)
                .spans(all.bounded());
    }

    /** What workers are at, the longest first. */
    public synchronized List<String> underWay() {
        return running.keySet().stream()
                .map(activity -> activity.item().kind() == WorkKind.BUILD
                        ? activity.item().object()
                        : "the copy of " + activity.item().object())
                .collect(Collectors.toList());
    }

    private Duration sinceBegin() {
        return Duration.between(begun, clock.instant());
    }

    @Override
    public void began(MigrationId id) {
        listener.began(id);
    }

    @Override
    public void entered(MigrationStatus status) {
        listener.entered(status);
    }

    @Override
    public void left(MigrationStatus status, Duration took) {
        listener.left(status, took);
    }

    @Override
    public void found(Finding finding) {
        synchronized (this) {
            if (findings.size() < FINDINGS) {
                findings.add(finding);
            } else {
                moreFindings++;
            }
        }
        listener.found(finding);
    }

    @Override
    public void planned(int tables, long bytes) {
        synchronized (this) {
            plannedTables = tables;
            plannedBytes = bytes;
        }
        listener.planned(tables, bytes);
    }

    @Override
    public void scheduled(List<WorkItem> items) {
        listener.scheduled(items);
    }

    @Override
    public void began(Activity activity) {
        synchronized (this) {
            Integer free = freeWorkers.pollFirst();
            running.put(activity, new Place(free == null ? ++workers : free, sinceBegin()));
        }
        listener.began(activity);
    }

    @Override
    public void ended(Activity activity, Duration took) {
        synchronized (this) {
            Place place = running.remove(activity);
            if (place != null) {
                freeWorkers.add(place.worker());
                spans.add(place.worker(), activity.item(), place.since(), took);
            }
            if (activity.item().kind() != WorkKind.BUILD) {
                copies.add(activity, took);
            }
        }
        listener.ended(activity, took);
    }

    @Override
    public void waiting(String forWhat) {
        synchronized (this) {
            if (waits.size() < WAITS) {
                waits.add(new Wait(clock.instant(), forWhat));
            } else {
                moreWaits++;
            }
        }
        listener.waiting(forWhat);
    }

    @Override
    public void wentOn(Duration waited) {
        listener.wentOn(waited);
    }

    @Override
    public void queued(String table, long keys, Duration oldest) {
        listener.queued(table, keys, oldest);
    }

    @Override
    public void swapped(int attempts, Duration stalled) {
        listener.swapped(attempts, stalled);
    }
}
