package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.PartRows;
import org.jspecify.annotations.Nullable;

/** Counts the bytes of rows on their way. */
final class CountedRows implements PartRows {
    private final PartRows rows;
    private long bytes;

    CountedRows(PartRows rows) {
        this.rows = rows;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public byte @Nullable [] next() {
        byte[] message = rows.next();
        if (message != null) {
            bytes += message.length;
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
