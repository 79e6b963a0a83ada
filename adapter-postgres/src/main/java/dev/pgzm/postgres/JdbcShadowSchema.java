package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.PartRows;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.SequenceValue;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.restore.ShadowSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Builds the shadow schema with several sessions at once. */
final class JdbcShadowSchema implements ShadowSchema {
    private static final int SEQUENCES_PER_STATEMENT = 500;

    private final Plan plan;
    private final SourceContents contents;
    private final ShadowStatements statements;
    private final ShadowPrivileges privileges;
    private final SessionPool sessions;

    JdbcShadowSchema(Plan plan, SourceContents contents, ShadowStatements statements, ShadowPrivileges privileges) {
        this.plan = plan;
        this.contents = contents;
        this.statements = statements;
        this.privileges = privileges;
        this.sessions = new SessionPool(() -> LoadSession.open(plan));
    }

    @Override
    public void applyInOrder(List<ScriptEntry> entries) {
        withSession(session -> new EntryBatches(session, statements).apply(entries));
    }

    @Override
    public void apply(ScriptEntry entry) {
        withSession(session -> new EntryBatches(session, statements).applyAlone(entry));
    }

    @Override
    public long load(SourceTable table, Part part, PartRows rows) {
        Session session = sessions.borrow();
        try {
            session.execute("begin a copy", "BEGIN; SET LOCAL search_path = " + statements.path());
            if (part.isWhole()) {
                session.execute("empty " + table.name(), CopyStatement.truncate(table, plan.shadowSchema()));
            }
            long received =
                    new CopyInRelay(session, table).relay(CopyStatement.write(table, part, plan.shadowSchema()), rows);
            session.execute("commit the rows of " + table.name(), "COMMIT");
            sessions.giveBack(session);
            return received;
        } catch (RuntimeException failed) {
            sessions.discard(session);
            throw failed;
        }
    }

    @Override
    public void analyze(RelationName relation) {
        // expression indexes are evaluated
        withSession(session -> session.execute(
                "analyze " + relation,
                "SET LOCAL search_path = " + statements.path() + "; ANALYZE " + inShadow(relation)));
    }

    @Override
    public void refresh(RelationName view) {
        withSession(session -> session.execute(
                "fill materialized view " + view,
                "SET LOCAL search_path = " + statements.path() + "; REFRESH MATERIALIZED VIEW " + inShadow(view)));
    }

    @Override
    public void setSequences(List<SequenceValue> values) {
        for (List<SequenceValue> batch : Batches.of(values, SEQUENCES_PER_STATEMENT)) {
            String calls = batch.stream()
                    .map(value -> "pg_catalog.setval("
                            + Identifiers.literal(inShadow(value.name())) + "::pg_catalog.regclass, "
                            + value.lastValue() + ", " + value.called() + ")")
                    .collect(Collectors.joining("; SELECT ", "SELECT ", ""));
            withSession(session -> session.execute("set the sequences", calls));
        }
    }

    @Override
    public void finish() {
        withSession(session -> {
            giveRoutinesTheirText(session);
            privileges.settle(session);
            refuseTiesToLive(session);
        });
    }

    private void giveRoutinesTheirText(Session session) {
        contents.script().entries().stream()
                .map(statements::afterLoading)
                .flatMap(Optional::stream)
                .forEach(sql -> session.execute("give a function its own text back", sql));
    }

    private void refuseTiesToLive(Session session) {
        List<CrossingDependency> ties = CrossingDependency.list(session, plan.shadowSchema(), plan.liveSchema());
        if (!ties.isEmpty()) {
            CrossingDependency first = ties.get(0);
            throw new MigrationException(Problem.of(
                            ErrorCode.BUG,
                            "Cannot finish the shadow schema: " + first.dependent() + " depends on "
                                    + first.referenced() + " of the live schema")
                    .withDetail(ties.size() + " such dependencies.")
                    .withHint("This is a defect of pgzm: please report it with the definition of that object."));
        }
    }

    @Override
    public void cancel() {
        sessions.cancel();
    }

    @Override
    public void close() {
        sessions.close();
    }

    private String inShadow(RelationName name) {
        return Identifiers.qualified(plan.shadowSchema(), name.relname());
    }

    private void withSession(Consumer<Session> work) {
        Session session = sessions.borrow();
        try {
            work.accept(session);
            sessions.giveBack(session);
        } catch (RuntimeException failed) {
            sessions.discard(session);
            throw failed;
        }
    }
}
