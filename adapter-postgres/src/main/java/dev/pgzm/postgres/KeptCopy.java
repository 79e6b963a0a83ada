package dev.pgzm.postgres;

import java.io.IOException;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Exchanges the rows of a backup's table for the live ones, in a transaction under way. They arrive frozen, where that can be: who
 * reads them by a snapshot that is older than the transaction finds them too.
 */
final class KeptCopy {
    private static final int MESSAGE_BYTES = 128 << 10;

    private final Session session;
    private final SyncTable table;

    KeptCopy(Session session, SyncTable table) {
        this.session = session;
        this.table = table;
    }

    /**
     * @param reading has no transaction, so that it sees all that is committed
     */
    void run(Session reading) throws SQLException {
        session.executeRaw("TRUNCATE " + table.shadow());
        if (isFreezable()) {
            relay(reading);
        } else {
            session.executeRaw(table.insertion("l") + " FROM " + table.live() + " l");
        }
        session.executeRaw("ANALYZE " + table.shadow());
    }

    /** COPY FREEZE is not for partitioned tables; and what a cast assigns is not always what its text would give. */
    private boolean isFreezable() {
        return SyncStart.parts(session, table.shadow()).size() == 1
                && table.columns().stream().allMatch(column -> column.same() || !column.assigned());
    }

    private void relay(Session reading) throws SQLException {
        CopyOut rows = reading.copyOut("COPY (SELECT " + table.values("l") + " FROM " + table.live() + " l) TO STDOUT");
        CopyIn copy = session.copyIn("COPY " + table.shadow() + " (" + table.columnNames() + ") FROM STDIN (FREEZE)");
        try (PGCopyOutputStream out = new PGCopyOutputStream(copy, MESSAGE_BYTES)) {
            for (byte[] row = rows.readFromCopy(); row != null; row = rows.readFromCopy()) {
                out.write(row);
            }
        } catch (IOException failed) {
            throw failed.getCause() instanceof SQLException cause ? cause : new SQLException(failed);
        }
    }
}
