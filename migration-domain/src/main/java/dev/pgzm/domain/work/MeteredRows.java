package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.progress.Activity;

/** Counts rows as they pass, and holds them back as the throttle wants it. */
final class MeteredRows implements PartRows {
    private final PartRows rows;
    private final Activity activity;
    private final Throttle throttle;
    private final int step;
    private long counted;

    MeteredRows(PartRows rows, Activity activity, Throttle throttle) {
        this.rows = rows;
        this.activity = activity;
        this.throttle = throttle;
        this.step = (int) Math.min(Integer.MAX_VALUE, throttle.step());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int read = rows.read(buffer, offset, Math.min(length, step));
        if (read > 0) {
            long all = rows.rows();
            activity.advance(all - counted, read);
            counted = all;
            throttle.pass(read);
        }
        return read;
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
