package dev.pgzm.domain.work;

import java.util.concurrent.atomic.LongAdder;

/** What a run has done so far. */
public final class Totals {
    private final LongAdder rows = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder objects = new LongAdder();

    void add(long moreRows, long moreBytes) {
        rows.add(moreRows);
        bytes.add(moreBytes);
    }

    void built() {
        objects.increment();
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
