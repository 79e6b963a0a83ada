package dev.pgzm.domain.chronicle;

import dev.pgzm.ports.chronicle.Span;
import dev.pgzm.ports.progress.WorkItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When each worker was busy with what. Short tasks that follow each other become one, and the more there are, the longer a
 * task must be to be told of by itself: so a picture of the run stays true, and small.
 */
final class WorkerSpans {
    static final int TOLD = 800;
    private static final Duration FINEST = Duration.ofMillis(2);

    private Map<Integer, List<Span>> workers = new TreeMap<>();
    private Duration grain = FINEST;

    WorkerSpans copy() {
        WorkerSpans copy = new WorkerSpans();
        workers.forEach((worker, spans) -> copy.workers.put(worker, new ArrayList<>(spans)));
        copy.grain = grain;
        return copy;
    }

    void add(int worker, WorkItem item, Duration since, Duration took) {
        add(new Span(worker, item.kind(), item.object(), 1, since, took, true));
    }

    void addUnfinished(int worker, WorkItem item, Duration since, Duration until) {
        add(new Span(worker, item.kind(), item.object(), 1, since, until.minus(since), false));
    }

    private void add(Span span) {
        workers.computeIfAbsent(span.worker(), worker -> new ArrayList<>()).add(span);
        if (size() > 2 * TOLD) {
            bound();
        }
    }

    /** By worker and then by time. */
    List<Span> bounded() {
        bound();
        return workers.values().stream().flatMap(List::stream).toList();
    }

    private void bound() {
        while (size() > TOLD) {
            workers.replaceAll((worker, spans) -> coarser(spans));
            grain = grain.multipliedBy(2);
        }
    }

    private int size() {
        return workers.values().stream().mapToInt(List::size).sum();
    }

    private List<Span> coarser(List<Span> spans) {
        List<Span> result = new ArrayList<>();
        for (Span next : spans) {
            int last = result.size() - 1;
            if (last >= 0 && canBeOne(result.get(last), next)) {
                result.set(last, together(result.get(last), next));
            } else {
                result.add(next);
            }
        }
        return result;
    }

    private boolean canBeOne(Span span, Span next) {
        return span.finished()
                && next.finished()
                && next.until().minus(span.since()).compareTo(grain) <= 0;
    }

    private static Span together(Span span, Span next) {
        Span longest = span.took().compareTo(next.took()) < 0 ? next : span;
        return new Span(
                span.worker(),
                longest.kind(),
                "",
                span.tasks() + next.tasks(),
                span.since(),
                next.until().minus(span.since()),
                true);
    }
}
