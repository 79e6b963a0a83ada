package dev.pgzm.postgres;

import dev.pgzm.ports.dump.ScriptEntry;
import java.sql.SQLException;
import java.util.List;

/** Adds a foreign key without reading rows, and validates it later, so that no strong lock is held while rows are read. */
final class KeySteps {
    private static final Sql PREFER_MERGE_JOIN = Sql.file("prefer_merge_join");

    private final Session session;
    private final ShadowStatements statements;
    private final FinishedSteps finished;

    KeySteps(Session session, ShadowStatements statements, FinishedSteps finished) {
        this.session = session;
        this.statements = statements;
        this.finished = finished;
    }

    /** One that the source holds NOT VALID is complete then. */
    void add(ScriptEntry key) {
        String text = statements.text(key);
        String step = FinishedSteps.unvalidated(key);
        if (text.isEmpty() || finished.has(step) || finished.has(FinishedSteps.entry(key))) {
            return;
        }
        if (key.statements().size() > 1 || text.endsWith("NOT VALID") || text.endsWith("NOT ENFORCED")) {
            new EntryBatches(session, statements, finished).applyAlone(key);
            return;
        }
        try {
            session.executeRaw(text + " NOT VALID;\n" + FinishedSteps.note(List.of(step)));
            finished.add(List.of(step));
        } catch (SQLException failed) {
            if (!UndefinedObject.isMeantBy(failed)) {
                throw SqlFailure.of(Side.DESTINATION, "create " + key.label(), failed);
            }
            new EntryBatches(session, statements, finished).applyAlone(key);
        }
    }

    /** Reads the rows, if it was added and this is not done. */
    void validate(ScriptEntry key, String shadow, String means) {
        String step = FinishedSteps.entry(key);
        if (!finished.has(step)) {
            LateKey added = LateKey.of(statements.text(key));
            session.execute(
                    "create " + key.label(),
                    means + PREFER_MERGE_JOIN.inlined(shadow, added.relname(), added.conname()) + ";\nALTER TABLE ONLY "
                            + Identifiers.qualified(shadow, added.relname())
                            + " VALIDATE CONSTRAINT " + Identifiers.quote(added.conname()) + ";\n"
                            + FinishedSteps.note(List.of(step)));
            finished.add(List.of(step));
        }
    }
}
