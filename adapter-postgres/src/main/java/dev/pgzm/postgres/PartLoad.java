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
        String commit = CopiedRows.note(table, part, loaded) + "; COMMIT";
        boolean complete = true;
        if (steps.completion().isPresent()) {
            complete = commitCompleted(table, commit, steps.completion().orElseThrow());
        } else {
            session.execute("commit the rows of " + table.name(), commit);
        }
        if (creates) {
            finished.add(created);
        }
        if (!complete) {
            complete(table, steps.completion().orElseThrow());
        }
        return loaded;
    }

    private static List<String> names(List<ScriptEntry> entries) {
        return entries.stream().map(FinishedSteps::entry).toList();
    }

    /**
     * Commits with what completes the table, or else without it.
     *
     * @return whether the table is complete
     */
    private boolean commitCompleted(SourceTable table, String commit, List<ScriptEntry> completion) {
        String doing = "commit the rows of " + table.name();
        List<ScriptEntry> open = completion.stream()
                .filter(entry -> !finished.has(FinishedSteps.entry(entry)))
                .toList();
        List<String> steps = new ArrayList<>(names(open));
        steps.add(FinishedSteps.statistics(table.name()));
        try {
            session.executeRaw("SAVEPOINT loaded;\nSET LOCAL search_path = '';\n" + statements.texts(open) + ";\n"
                    + analysis(table, steps) + ";\n" + commit);
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

    /** Each step as a transaction, so that a failure is told of by itself. */
    private void complete(SourceTable table, List<ScriptEntry> completion) {
        completion.forEach(new EntryBatches(session, statements, finished)::applyAlone);
        List<String> step = List.of(FinishedSteps.statistics(table.name()));
        session.execute("analyze " + table.name(), analysis(table, step));
        finished.add(step);
    }

    private String analysis(SourceTable table, List<String> steps) {
        return path() + ";\nANALYZE "
                + Identifiers.qualified(plan.shadowSchema(), table.name().relname()) + ";\n"
                + FinishedSteps.note(steps);
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
