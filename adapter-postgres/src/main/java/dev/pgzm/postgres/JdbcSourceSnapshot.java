package dev.pgzm.postgres;

import dev.pgzm.ports.dump.CopiedPart;
import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceSnapshot;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.Plan;
import java.sql.SQLException;
import org.postgresql.copy.CopyOut;

/** One exported snapshot: the lead session holds it and the locks, every reader imports it. */
final class JdbcSourceSnapshot implements SourceSnapshot {
    private final Session lead;
    private final String name;
    private final SourceContents contents;
    private final SessionPool readers;

    /**
     * @param readers closed with this
     */
    JdbcSourceSnapshot(Session lead, String snapshot, SourceContents contents, SessionPool readers) {
        this.lead = lead;
        this.name = snapshot;
        this.contents = contents;
        this.readers = readers;
    }

    /** Sessions that read in an exported snapshot. */
    static SessionPool readers(Plan plan, String snapshot) {
        return new SessionPool(() -> reader(plan, snapshot));
    }

    // values of the reg* types print by the search_path: without the schema they mean the shadow schema's own when
    // they are read there
    private static Session reader(Plan plan, String snapshot) {
        Session session = Session.open(Side.SOURCE, plan.source(), WorkSession.statementTimeout(plan));
        try {
            session.execute(
                    "import the snapshot",
                    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT "
                            + Identifiers.literal(snapshot) + "; SET LOCAL search_path = "
                            + Identifiers.quote(plan.liveSchema()));
            return session;
        } catch (RuntimeException failed) {
            session.close();
            throw failed;
        }
    }

    /** As {@code pg_export_snapshot} named it. */
    String name() {
        return name;
    }

    @Override
    public SourceContents contents() {
        return contents;
    }

    @Override
    public PartRows read(SourceTable table, Part part) {
        Session session = readers.borrow();
        try {
            session.tap().turnOn();
            CopyOut copy = session.copyOut(CopyStatement.read(table, part));
            return new CopyOutRows(table, session.tap(), copy, end -> {
                if (end == CopyOutRows.End.COMPLETE) {
                    readers.giveBack(session);
                } else {
                    readers.discard(session);
                }
            });
        } catch (SQLException failed) {
            readers.discard(session);
            throw SqlFailure.of(Side.SOURCE, "read table " + table.name(), failed);
        }
    }

    @Override
    public boolean isUnchanged(SourceTable table, CopiedPart part, String earlier) {
        Session session = readers.borrow();
        try {
            boolean unchanged = new PartComparison(session).isUnchanged(table, part, earlier);
            readers.giveBack(session);
            return unchanged;
        } catch (RuntimeException failed) {
            readers.discard(session);
            throw failed;
        }
    }

    @Override
    public void cancel() {
        readers.cancel();
    }

    @Override
    public void close() {
        readers.close();
        lead.close();
    }
}
