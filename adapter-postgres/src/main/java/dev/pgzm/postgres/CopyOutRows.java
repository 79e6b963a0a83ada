package dev.pgzm.postgres;

import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.dump.SourceTable;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/** Rows that come out of a COPY TO STDOUT. */
final class CopyOutRows implements PartRows {
    /** How a reading ended, which decides whether its session can be used again. */
    enum End {
        COMPLETE,
        BROKEN_OFF
    }

    private final SourceTable table;
    private final CopyOut copy;
    private final Consumer<End> whenClosed;
    private boolean complete;
    private boolean closed;

    CopyOutRows(SourceTable table, CopyOut copy, Consumer<End> whenClosed) {
        this.table = table;
        this.copy = copy;
        this.whenClosed = whenClosed;
    }

    @Override
    public byte @Nullable [] next() {
        try {
            byte[] message = copy.readFromCopy();
            complete = message == null;
            return message;
        } catch (SQLException failed) {
            throw SqlFailure.of(Side.SOURCE, "read table " + table.name(), failed);
        }
    }

    @Override
    public long rows() {
        return copy.getHandledRowCount();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            whenClosed.accept(complete ? End.COMPLETE : End.BROKEN_OFF);
        }
    }
}
