package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.catalog.Strain;
import dev.pgzm.ports.dump.CopiedPart;
import dev.pgzm.ports.dump.EntryKind;
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
import dev.pgzm.ports.progress.BuildProgress;
import dev.pgzm.ports.restore.BuildMeans;
import dev.pgzm.ports.restore.LoadSteps;
import dev.pgzm.ports.restore.LoadedRows;
import dev.pgzm.ports.restore.ShadowSchema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Builds the shadow schema with several sessions at once. */
final class JdbcShadowSchema implements ShadowSchema {
    private static final Sql SEQUENCES =
            Sql.of("SELECT relname, last_value, called FROM pgzm.sequence_value ORDER BY relname");
    private static final int SEQUENCES_PER_STATEMENT = 500;
    private static final int TEXTS_PER_MESSAGE = 100;

    private final Plan plan;
    private final SourceContents contents;
    private final ShadowStatements statements;
    private final ShadowPrivileges privileges;
    private final FinishedSteps finished;
    private final SessionPool sessions;
    private final IndexBuilds builds;
    private final StrainSession strain;

    JdbcShadowSchema(Plan plan, SourceContents contents, ShadowBuild build, FinishedSteps finished) {
        this.plan = plan;
        this.contents = contents;
        this.statements = build.statements();
        this.privileges = build.privileges();
        this.finished = finished;
        this.sessions = new SessionPool(() -> LoadSession.open(plan));
        this.builds = new IndexBuilds(plan);
        this.strain = new StrainSession(plan);
    }

    @Override
    public void applyInOrder(List<ScriptEntry> entries) {
        withSession(session -> new EntryBatches(session, statements, finished).apply(entries));
    }

    @Override
    public void apply(ScriptEntry entry, BuildMeans means) {
        withSession(session -> {
            builds.begin(entry, session);
            try {
                if (finished.has(FinishedSteps.unvalidated(entry))) {
                    new KeySteps(session, statements, finished)
                            .validate(entry, plan.shadowSchema(), LoadSession.settings(means));
                } else {
                    new EntryBatches(session, statements, finished).applyAlone(entry, LoadSession.settings(means));
                }
            } finally {
                builds.end(entry);
            }
        });
    }

    @Override
    public void addUnvalidated(ScriptEntry foreignKey) {
        withSession(session -> new KeySteps(session, statements, finished).add(foreignKey));
    }

    @Override
    public Optional<BuildProgress> building(ScriptEntry entry) {
        return builds.of(entry);
    }

    @Override
    public LoadedRows load(SourceTable table, Part part, PartRows rows, LoadSteps steps) {
        Session session = sessions.borrow();
        try {
            LoadedRows loaded = new PartLoad(session, plan, statements, finished).load(table, part, rows, steps);
            sessions.giveBack(session);
            return loaded;
        } catch (RuntimeException failed) {
            sessions.discard(session);
            throw failed;
        }
    }

    @Override
    public void analyze(RelationName relation) {
        // expression indexes are evaluated
        once(FinishedSteps.statistics(relation), "analyze " + relation, "ANALYZE " + inShadow(relation));
    }

    @Override
    public void refresh(RelationName view) {
        once(
                FinishedSteps.rows(view),
                "fill materialized view " + view,
                "SET LOCAL jit TO DEFAULT; REFRESH MATERIALIZED VIEW " + inShadow(view));
    }

    private void once(String step, String doing, String sql) {
        if (!finished.has(step)) {
            withSession(session -> session.execute(
                    doing,
                    "SET LOCAL search_path = " + statements.path() + "; " + sql + "; "
                            + FinishedSteps.note(List.of(step))));
            finished.add(List.of(step));
        }
    }

    @Override
    public List<CopiedPart> copied() {
        return inSession(CopiedRows::list);
    }

    @Override
    public void empty(List<SourceTable> tables) {
        List<ScriptEntry> foreignKeys = contents.script().entries().stream()
                .filter(entry -> entry.kind() == EntryKind.FOREIGN_KEY)
                .toList();
        withSession(session -> new CopiedRows(session, plan).empty(tables, foreignKeys));
        finished.remove(foreignKeys);
    }

    @Override
    public void rowsAreOf(SourceContents later) {
        withSession(session -> new CopiedRows(session, plan).areOf(later));
    }

    @Override
    public void rowsAreComplete() {
        withSession(session ->
                session.execute("note that all rows are there", "UPDATE pgzm.migration SET rows_complete = true"));
    }

    @Override
    public void setSequences() {
        List<SequenceValue> values = inSession(session -> session.query(
                "read where the sequences stand",
                SEQUENCES,
                row -> new SequenceValue(
                        new RelationName(plan.liveSchema(), row.getString(1)), row.getLong(2), row.getBoolean(3))));
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
    public void prepared() {
        // the load's sessions do not wait for their commits; what this one waits for holds theirs too
        withSession(session -> session.execute(
                "note that the shadow schema is complete",
                "SET LOCAL synchronous_commit = on; UPDATE pgzm.migration SET prepared = pg_catalog.now()"));
    }

    @Override
    public void finish() {
        withSession(session -> {
            giveRoutinesTheirText(session);
            new LiveInheritance(session, plan).takeOver();
            privileges.settle(session);
            refuseTiesToLive(session);
        });
    }

    private void giveRoutinesTheirText(Session session) {
        List<String> texts = contents.script().entries().stream()
                .map(statements::afterLoading)
                .flatMap(Optional::stream)
                .toList();
        Batches.of(texts, TEXTS_PER_MESSAGE)
                .forEach(batch -> session.execute("give functions their own text back", String.join(";\n", batch)));
    }

    private void refuseTiesToLive(Session session) {
        Questions questions = new Questions(session);
        Supplier<Set<Long>> kept = OwnSchema.askOidsOfKeptTypes(questions);
        List<CrossingDependency> ties =
                CrossingDependency.askOfNew(questions, plan.shadowSchema(), plan.liveSchema()).get().stream()
                        .filter(each -> each.needed()
                                .type()
                                .filter(kept.get()::contains)
                                .isEmpty())
                        .toList();
        if (!ties.isEmpty()) {
            CrossingDependency first = ties.get(0);
            throw new MigrationException(Problem.of(
                            ErrorCode.BUG,
                            "Cannot finish the shadow schema: " + first.dependent() + " depends on "
                                    + first.needed().object() + " of the live schema")
                    .withDetail(ties.size() + " such dependencies.")
                    .withHint("This is a defect of pgzm: please report it with the definition of that object."));
        }
    }

    @Override
    public List<Strain> strains() {
        return strain.read();
    }

    @Override
    public void cancel() {
        sessions.cancel();
    }

    @Override
    public void close() {
        builds.close();
        strain.close();
        sessions.close();
    }

    private String inShadow(RelationName name) {
        return Identifiers.qualified(plan.shadowSchema(), name.relname());
    }

    private void withSession(Consumer<Session> work) {
        inSession(session -> {
            work.accept(session);
            return true;
        });
    }

    private <T> T inSession(Function<Session, T> work) {
        Session session = sessions.borrow();
        try {
            T result = work.apply(session);
            sessions.giveBack(session);
            return result;
        } catch (RuntimeException failed) {
            sessions.discard(session);
            throw failed;
        }
    }
}
