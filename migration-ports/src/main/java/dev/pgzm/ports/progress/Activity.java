package dev.pgzm.ports.progress;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A worker at its item. One thread moves the figures, others read them at any time. */
public final class Activity {
    private final WorkItem item;
    private final Supplier<Optional<BuildProgress>> server;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    public Activity(WorkItem item) {
        this(item, Optional::empty);
    }

    /**
     * Builds the activity.
     *
     * @param server asks what the server says of it; must answer at once
     */
    public Activity(WorkItem item, Supplier<Optional<BuildProgress>> server) {
        this.item = item;
        this.server = server;
    }

    public WorkItem item() {
        return item;
    }

    /** So far; 0 where no rows are counted. */
    public long rows() {
        return rows.get();
    }

    /** So far: in COPY's format, or where nothing is relayed, on disk. */
    public long bytes() {
        return bytes.get();
    }

    /** Empty where the server says nothing. */
    public Optional<BuildProgress> server() {
        return server.get();
    }

    /** Only the thread that works may say so, as it adds up without a lock. */
    public void advance(long moreRows, long moreBytes) {
        rows.lazySet(rows.getPlain() + moreRows);
        bytes.lazySet(bytes.getPlain() + moreBytes);
    }

    /** What it came to. */
    public void settle(long allRows, long allBytes) {
        rows.set(allRows);
        bytes.set(allBytes);
    }
}
