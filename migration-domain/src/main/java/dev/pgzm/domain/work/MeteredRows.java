package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.progress.Activity;
import org.jspecify.annotations.Nullable;

/** Counts rows as they pass, and holds them back as the throttle wants it: COPY sends each as a message of its own. */
final class MeteredRows implements PartRows {
    private final PartRows rows;
    private final Activity activity;
    private final Throttle throttle;
    private final long step;
    private long passed;

    MeteredRows(PartRows rows, Activity activity, Throttle throttle) {
        this.rows = rows;
        this.activity = activity;
        this.throttle = throttle;
        this.step = throttle.step();
    }

    @Override
    public byte @Nullable [] next() {
        byte[] message = rows.next();
        if (message != null) {
            activity.advance(1, message.length);
            passed += message.length;
            if (passed >= step) {
                throttle.pass(passed);
                passed = 0;
            }
        }
        return message;
    }

    @Override
    public long rows() {
        return rows.rows();
    }

    @Override
    public void close() {
        rows.close();
    }
}
