package dev.pgzm.postgres;

import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.restore.LoadSteps;
import dev.pgzm.ports.restore.LoadedRows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Loads one part in one transaction, which also notes that it is there, and may create its table. */
final class PartLoad {
    private final Session session;
    private final Plan plan;
    private final ShadowStatements statements;
    private final FinishedSteps finished;

    PartLoad(Session session, Plan plan, ShadowStatements statements, FinishedSteps finished) {
        this.session = session;
        this.plan = plan;
        this.statements = statements;
        this.finished = finished;
    }

    LoadedRows load(SourceTable table, Part part, PartRows rows, LoadSteps steps) {
        List<String> created = names(steps.creation());
        boolean creates = !created.isEmpty() && create(table, steps.creation(), created);
        if (!creates) {
            String emptying = part.isWhole() ? "; " + CopyStatement.truncate(table, plan.shadowSchema()) : "";
            session.execute("begin the copy of " + table.name(), "BEGIN; " + path() + emptying);
        }
        LoadedRows loaded =
                new CopyInRelay(session, table).relay(CopyStatement.write(table, part, plan.shadowSchema()), rows);
        if (loaded.rows() != rows.rows()) {
            throw new MigrationException(
                    Problem.of(ErrorCode.DESTINATION_FAILED, "Cannot trust the copy of table " + table.name())
                            .withDetail("The source sent " + rows.rows() + " rows, the destination received "
                                    + loaded.rows() + ".")
                            .withHint("Run the command again; if it happens twice, please report it."));
        }
        boolean complete = commit(table, CopiedRows.note(table, part, loaded) + "; COMMIT", steps.completion());
        if (creates) {
            finished.add(created);
        }
        return new LoadedRows(loaded.rows(), loaded.bytes(), complete);
    }

    private static List<String> names(List<ScriptEntry> entries) {
        return entries.stream().map(FinishedSteps::entry).toList();
    }

    /** @return whether the table was completed */
    private boolean commit(SourceTable table, String commit, Optional<List<ScriptEntry>> completion) {
        String doing = "commit the rows of " + table.name();
        if (completion.isEmpty()) {
            session.execute(doing, commit);
            return false;
        }
        List<ScriptEntry> open = completion.get().stream()
                .filter(entry -> !finished.has(FinishedSteps.entry(entry)))
                .toList();
        List<String> steps = new ArrayList<>(names(open));
        steps.add(FinishedSteps.statistics(table.name()));
        String name = Identifiers.qualified(plan.shadowSchema(), table.name().relname());
        try {
            session.executeRaw("SAVEPOINT loaded;\nSET LOCAL search_path = '';\n" + statements.texts(open) + ";\n"
                    + path() + ";\nANALYZE " + name + ";\n" + FinishedSteps.note(steps) + ";\n" + commit);
            finished.add(steps);
            return true;
        } catch (SQLException failed) {
            if (SqlFailure.isConnectionLost(failed)) {
                throw SqlFailure.of(Side.DESTINATION, doing, failed);
            }
            session.execute(doing, "ROLLBACK TO SAVEPOINT loaded; " + commit);
            return false;
        }
    }

    /**
     * Begins the transaction with the table. If a name can't be resolved that way, the table is created before the transaction, entry
     * by entry.
     *
     * @return whether the transaction has begun
     */
    private boolean create(SourceTable table, List<ScriptEntry> creation, List<String> steps) {
        try {
            session.executeRaw(
                    "BEGIN;\n" + statements.texts(creation) + ";\n" + FinishedSteps.note(steps) + ";\n" + path());
            return true;
        } catch (SQLException failed) {
            if (!UndefinedObject.isMeantBy(failed)) {
                throw SqlFailure.of(Side.DESTINATION, "create table " + table.name(), failed);
            }
            session.rollback();
            new EntryBatches(session, statements, finished).apply(creation);
            return false;
        }
    }

    private String path() {
        return "SET LOCAL search_path = " + statements.path();
    }
}
