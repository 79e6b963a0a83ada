package dev.pgzm.postgres;

import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.restore.LoadedRows;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/** Sends rows into a COPY FROM STDIN, gathered into messages large enough that a message costs nothing. */
final class CopyInRelay {
    private static final int MESSAGE_BYTES = 128 << 10;
    private static final int LEAST_BYTES = 8 << 10;

    private final Session session;
    private final SourceTable table;
    private final byte[] buffer;

    CopyInRelay(Session session, SourceTable table) {
        this.session = session;
        this.table = table;
        // thousands of small tables would have it cleared for each
        this.buffer = new byte[(int) Math.max(LEAST_BYTES, Math.min(2 * table.bytes(), MESSAGE_BYTES))];
    }

    /** Gives what the destination received; cancels the COPY if the source fails. */
    LoadedRows relay(String copyStatement, PartRows rows) {
        try {
            CopyIn copy = session.copyIn(copyStatement);
            try {
                long bytes = 0;
                for (int filled = gather(rows); filled > 0; filled = gather(rows)) {
                    copy.writeToCopy(buffer, 0, filled);
                    bytes += filled;
                }
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

    private int gather(PartRows rows) {
        int filled = 0;
        while (filled < buffer.length) {
            int read = rows.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                break;
            }
            filled += read;
        }
        return filled;
    }
}
