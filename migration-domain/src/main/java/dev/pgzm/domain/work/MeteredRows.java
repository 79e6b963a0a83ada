package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.progress.Activity;
import org.jspecify.annotations.Nullable;

/** Counts rows as they pass: COPY sends each as a message of its own. */
final class MeteredRows implements PartRows {
    private final PartRows rows;
    private final Activity activity;

    MeteredRows(PartRows rows, Activity activity) {
        this.rows = rows;
        this.activity = activity;
    }

    @Override
    public byte @Nullable [] next() {
        byte[] message = rows.next();
        if (message != null) {
            activity.advance(1, message.length);
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
