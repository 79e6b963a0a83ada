package dev.pgzm.domain.work;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What a run has done so far. */
public final class Totals {
    private final LongAdder rows = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder objects = new LongAdder();
    private final Map<Effort, LongAdder> nanos = new EnumMap<>(Effort.class);

    public Totals() {
        for (Effort effort : Effort.values()) {
            nanos.put(effort, new LongAdder());
        }
    }

    void add(long moreRows, long moreBytes) {
        rows.add(moreRows);
        bytes.add(moreBytes);
    }

    void built(int moreObjects) {
        objects.add(moreObjects);
    }

    void spent(Effort effort, Duration time) {
        adder(effort).add(time.toNanos());
    }

    /** The time of all jobs together. */
    public Duration spent(Effort effort) {
        return Duration.ofNanos(adder(effort).sum());
    }

    private LongAdder adder(Effort effort) {
        return Objects.requireNonNull(nanos.get(effort));
    }

    public long rows() {
        return rows.sum();
    }

    public long bytes() {
        return bytes.sum();
    }

    /** Indexes, keys, statistics, views and the like. */
    public long objects() {
        return objects.sum();
    }
}
