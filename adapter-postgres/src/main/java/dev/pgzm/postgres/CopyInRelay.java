package dev.pgzm.postgres;

import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.restore.LoadedRows;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/** Sends rows into a COPY FROM STDIN, gathered into messages large enough that a message costs nothing. */
final class CopyInRelay {
    private static final int MESSAGE_BYTES = 128 << 10;

    private final Session session;
    private final SourceTable table;
    private final byte[] buffer = new byte[MESSAGE_BYTES];
    private int filled;
    private long bytes;

    CopyInRelay(Session session, SourceTable table) {
        this.session = session;
        this.table = table;
    }

    /** Gives what the destination received; cancels the COPY if the source fails. */
    LoadedRows relay(String copyStatement, PartRows rows) {
        try {
            CopyIn copy = session.copyIn(copyStatement);
            try {
                for (byte[] message = rows.next(); message != null; message = rows.next()) {
                    bytes += message.length;
                    add(copy, message);
                }
                copy.writeToCopy(buffer, 0, filled);
                return new LoadedRows(copy.endCopy(), bytes);
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException failed) {
            throw SqlFailure.of(Side.DESTINATION, "load table " + table.name(), failed);
        }
    }

    private void add(CopyIn copy, byte[] message) throws SQLException {
        if (message.length > buffer.length - filled) {
            copy.writeToCopy(buffer, 0, filled);
            filled = 0;
        }
        if (message.length > buffer.length) {
            copy.writeToCopy(message, 0, message.length);
        } else {
            System.arraycopy(message, 0, buffer, filled, message.length);
            filled += message.length;
        }
    }
}
