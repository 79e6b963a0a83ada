package dev.pgzm.postgres;

import dev.pgzm.ports.dump.ScriptEntry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs script entries many to a message: fewer round trips and commits, yet few enough locks to a transaction for ten
 * thousand tables.
 */
final class EntryBatches {
    private static final int ENTRIES_PER_BATCH = 100;

    private final Session session;
    private final ShadowStatements statements;

    EntryBatches(Session session, ShadowStatements statements) {
        this.session = session;
        this.statements = statements;
    }

    void apply(List<ScriptEntry> entries) {
        Batches.of(entries, ENTRIES_PER_BATCH).forEach(this::applyBatch);
    }

    private void applyBatch(List<ScriptEntry> batch) {
        List<String> texts = new ArrayList<>();
        for (ScriptEntry entry : batch) {
            String text = statements.text(entry);
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        if (texts.isEmpty()) {
            return;
        }
        try {
            session.executeRaw(String.join(";\n", texts));
        } catch (SQLException failed) {
            if (SqlFailure.isConnectionLost(failed)) {
                throw SqlFailure.of(Side.DESTINATION, "create the tables of the shadow schema", failed);
            }
            // the batch was rolled back as a whole; one by one, the error finds its object
            batch.forEach(this::applyAlone);
        }
    }

    /** Runs one entry as a transaction, with the other text if a name can't be resolved in the first. */
    void applyAlone(ScriptEntry entry) {
        String text = statements.text(entry);
        if (text.isEmpty()) {
            return;
        }
        String doing = "create " + entry.label();
        try {
            session.executeRaw(text);
        } catch (SQLException first) {
            if (!UndefinedObject.isMeantBy(first)) {
                throw SqlFailure.of(Side.DESTINATION, doing, first);
            }
            session.execute(doing, statements.textByPath(entry));
        }
    }
}
