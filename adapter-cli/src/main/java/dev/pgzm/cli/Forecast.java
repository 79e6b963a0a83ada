package dev.pgzm.cli;

import dev.pgzm.ports.progress.BuildProgress;
import dev.pgzm.ports.progress.WorkItem;
import dev.pgzm.ports.progress.WorkKind;
import java.time.Duration;
import java.util.Optional;

/**
 * How long the copies and builds will take, as far as what is done tells. Two things keep it honest: the time that a worker
 * needs for a byte is measured for each kind of work by itself, and the longest single item is never taken to be shared.
 */
final class Forecast {
    private static final double ALMOST = 0.99;
    private static final Duration ENOUGH = Duration.ofSeconds(2);

    private final Figures figures;

    Forecast(Figures figures) {
        this.figures = figures;
    }

    /**
     * What is left.
     *
     * @param atLeast whether work is to come that nothing is known of yet
     */
    record Remaining(Duration time, boolean atLeast) {}

    /** Empty while too little is done to tell, and when nothing is left. */
    Optional<Remaining> remaining() {
        double copying = secondsPerByte(WorkKind.COPY);
        double building = secondsPerByte(WorkKind.BUILD);
        double copies = left(WorkKind.COPY);
        double builds = left(WorkKind.BUILD);
        if (copies + builds == 0 || (copies > 0 && copying == 0) || copying + building == 0) {
            return Optional.empty();
        }
        boolean unknown = builds > 0 && building == 0;
        double perBuilt = unknown ? copying : building;
        double shared = (copies * copying + builds * perBuilt) / figures.workers();
        double longest = Math.max(longest(WorkKind.COPY) * copying, longest(WorkKind.BUILD) * perBuilt);
        return Optional.of(new Remaining(Duration.ofMillis((long) (Math.max(shared, longest) * 1000)), unknown));
    }

    /** How much of all that is to be copied and built is done, by size; from 0 to 1. */
    double done() {
        double left = left(WorkKind.COPY) + left(WorkKind.BUILD);
        double all = left;
        for (WorkKind kind : new WorkKind[] {WorkKind.COPY, WorkKind.BUILD}) {
            all += figures.effort(kind).size();
            all += figures.running().stream()
                    .filter(each -> each.item().kind() == kind)
                    .mapToDouble(each -> each.item().size() * done(each))
                    .sum();
        }
        return all == 0 ? 0 : (all - left) / all;
    }

    /** How much of an item is done, as far as is known; from 0 to 1. */
    double done(Figures.Running running) {
        if (running.item().size() == 0) {
            return 0;
        }
        return switch (running.item().kind()) {
            case COPY -> Math.min(ALMOST, running.bytes() / (running.item().size() * relayedPerByte()));
            case PRESERVE ->
                Math.min(ALMOST, (double) running.bytes() / running.item().size());
            case BUILD -> running.server().map(Forecast::done).orElse(0.0);
        };
    }

    /** A table is scanned and its keys are sorted, then they are written: about half of the time each. */
    private static double done(BuildProgress build) {
        double ofStep = build.total() == 0 ? 0 : Math.min(1, (double) build.done() / build.total());
        return build.step().startsWith("scanning") ? ofStep / 2 : ALMOST / 2 * (1 + ofStep);
    }

    /** Rows are larger or smaller on their way than on disk: as they were so far. */
    private double relayedPerByte() {
        Effort copied = figures.effort(WorkKind.COPY);
        return copied.size() == 0 || copied.bytes() == 0 ? 1 : (double) copied.bytes() / copied.size();
    }

    private double secondsPerByte(WorkKind kind) {
        Effort done = figures.effort(kind);
        double size = done.size();
        Duration spent = done.spent();
        for (Figures.Running running : figures.running()) {
            double part = done(running);
            if (running.item().kind() == kind && part > 0) {
                size += running.item().size() * part;
                spent = spent.plus(running.since());
            }
        }
        return size == 0 || spent.compareTo(ENOUGH) < 0 ? 0 : spent.toMillis() / 1000.0 / size;
    }

    private double left(WorkKind kind) {
        double waiting = figures.waiting().entrySet().stream()
                .filter(each -> each.getKey().kind() == kind)
                .mapToDouble(each -> (double) each.getKey().size() * each.getValue())
                .sum();
        return waiting
                + figures.running().stream()
                        .filter(each -> each.item().kind() == kind)
                        .mapToDouble(each -> each.item().size() * (1 - done(each)))
                        .sum();
    }

    private double longest(WorkKind kind) {
        double waiting = figures.waiting().keySet().stream()
                .filter(item -> item.kind() == kind)
                .mapToDouble(WorkItem::size)
                .max()
                .orElse(0);
        double running = figures.running().stream()
                .filter(each -> each.item().kind() == kind)
                .mapToDouble(each -> each.item().size() * (1 - done(each)))
                .max()
                .orElse(0);
        return Math.max(waiting, running);
    }
}
