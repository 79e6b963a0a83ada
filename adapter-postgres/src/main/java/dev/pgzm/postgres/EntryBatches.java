package dev.pgzm.postgres;

import dev.pgzm.ports.dump.ScriptEntry;
import java.sql.SQLException;
import java.util.List;

/**
 * Runs script entries many to a message: fewer round trips and commits, yet few enough locks to a transaction for ten
 * thousand tables.
 */
final class EntryBatches {
    private static final int ENTRIES_PER_BATCH = 100;

    private final Session session;
    private final ShadowStatements statements;
    private final FinishedSteps finished;

    EntryBatches(Session session, ShadowStatements statements, FinishedSteps finished) {
        this.session = session;
        this.statements = statements;
        this.finished = finished;
    }

    /** Those that are not done yet. */
    void apply(List<ScriptEntry> entries) {
        List<ScriptEntry> open = entries.stream().filter(this::isOpen).toList();
        Batches.of(open, ENTRIES_PER_BATCH).forEach(this::applyBatch);
    }

    private boolean isOpen(ScriptEntry entry) {
        return !finished.has(FinishedSteps.entry(entry));
    }

    private void applyBatch(List<ScriptEntry> batch) {
        List<String> steps = batch.stream().map(FinishedSteps::entry).toList();
        try {
            session.executeRaw(statements.texts(batch) + ";\n" + FinishedSteps.note(steps));
            finished.add(steps);
        } catch (SQLException failed) {
            if (SqlFailure.isConnectionLost(failed)) {
                throw SqlFailure.of(Side.DESTINATION, "create the tables of the shadow schema", failed);
            }
            // the batch was rolled back as a whole; one by one, the error finds its object
            batch.forEach(this::applyAlone);
        }
    }

    void applyAlone(ScriptEntry entry) {
        applyAlone(entry, "");
    }

    /**
     * Runs one entry as a transaction, with the other text if a name can't be resolved in the first.
     *
     * @param settings statements that come first, each with its semicolon
     */
    void applyAlone(ScriptEntry entry, String settings) {
        String text = statements.text(entry);
        if (text.isEmpty() || !isOpen(entry)) {
            return;
        }
        String doing = "create " + entry.label();
        List<String> step = List.of(FinishedSteps.entry(entry));
        String note = ";\n" + FinishedSteps.note(step);
        try {
            session.executeRaw(settings + text + note);
        } catch (SQLException first) {
            if (!UndefinedObject.isMeantBy(first)) {
                throw SqlFailure.of(Side.DESTINATION, doing, first);
            }
            session.execute(doing, settings + statements.textByPath(entry) + note);
        }
        finished.add(step);
    }
}
