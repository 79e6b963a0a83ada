package dev.pgzm.postgres;

import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.dump.SourceTable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.postgresql.copy.CopyOut;

/** Rows that come out of a COPY TO STDOUT: from the tap where it finds them, else from the driver, one by one. */
final class CopyOutRows implements PartRows {
    /** How a reading ended, which decides whether its session can be used again. */
    enum End {
        COMPLETE,
        BROKEN_OFF
    }

    private final SourceTable table;
    private final RowTap tap;
    private final CopyOut copy;
    private final Consumer<End> whenClosed;
    private byte[] row = new byte[0];
    private int given;
    private long rowsOfDriver;
    private boolean complete;
    private boolean closed;

    CopyOutRows(SourceTable table, RowTap tap, CopyOut copy, Consumer<End> whenClosed) {
        this.table = table;
        this.tap = tap;
        this.copy = copy;
        this.whenClosed = whenClosed;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int read = 0;
        while (read < length && !complete) {
            read += given < row.length
                    ? giveRow(buffer, offset + read, length - read)
                    : take(buffer, offset + read, length - read);
        }
        return read == 0 && complete ? -1 : read;
    }

    private int take(byte[] buffer, int offset, int length) {
        try {
            int taken = tap.take(buffer, offset, length);
            if (taken == 0) {
                askDriver();
            }
            return taken;
        } catch (IOException failed) {
            throw failure(new SQLException(failed.getMessage(), SqlFailure.CONNECTION_FAILURE, failed));
        } catch (SQLException failed) {
            throw failure(failed);
        }
    }

    private void askDriver() throws SQLException {
        byte[] message = copy.readFromCopy();
        if (message == null) {
            tap.turnOff();
            complete = true;
        } else {
            row = message;
            given = 0;
            rowsOfDriver++;
        }
    }

    private int giveRow(byte[] buffer, int offset, int length) {
        int bytes = Math.min(length, row.length - given);
        System.arraycopy(row, given, buffer, offset, bytes);
        given += bytes;
        return bytes;
    }

    private RuntimeException failure(SQLException failed) {
        return SqlFailure.of(Side.SOURCE, "read table " + table.name(), failed);
    }

    @Override
    public long rows() {
        return complete ? copy.getHandledRowCount() : tap.rows() + rowsOfDriver;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            whenClosed.accept(complete ? End.COMPLETE : End.BROKEN_OFF);
        }
    }
}
