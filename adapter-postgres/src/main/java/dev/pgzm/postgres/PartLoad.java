package dev.pgzm.postgres;

import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.restore.LoadedRows;

/** Loads one part in one transaction, which also notes that it is there. */
final class PartLoad {
    private final Session session;
    private final Plan plan;
    private final String path;

    PartLoad(Session session, Plan plan, String path) {
        this.session = session;
        this.plan = plan;
        this.path = path;
    }

    LoadedRows load(SourceTable table, Part part, PartRows rows) {
        String emptying = part.isWhole() ? "; " + CopyStatement.truncate(table, plan.shadowSchema()) : "";
        session.execute("begin the copy of " + table.name(), "BEGIN; SET LOCAL search_path = " + path + emptying);
        LoadedRows loaded =
                new CopyInRelay(session, table).relay(CopyStatement.write(table, part, plan.shadowSchema()), rows);
        if (loaded.rows() != rows.rows()) {
            throw new MigrationException(
                    Problem.of(ErrorCode.DESTINATION_FAILED, "Cannot trust the copy of table " + table.name())
                            .withDetail("The source sent " + rows.rows() + " rows, the destination received "
                                    + loaded.rows() + ".")
                            .withHint("Run the command again; if it happens twice, please report it."));
        }
        session.execute("commit the rows of " + table.name(), CopiedRows.note(table, part, loaded) + "; COMMIT");
        return loaded;
    }
}
