package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ExtensionPlan;
import dev.pgzm.ports.catalog.NewExtension;
import dev.pgzm.ports.catalog.TypeIdentity;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.restore.NewRecord;
import dev.pgzm.ports.restore.ShadowRestore;
import dev.pgzm.ports.restore.ShadowSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Creates and drops the shadow schema. */
final class JdbcShadowRestore implements ShadowRestore {
    private static final Sql DROPPABLE = Sql.file("list_droppable_relations");
    private static final int RELATIONS_PER_DROP = 200;

    private record Droppable(String kind, String relname) {}

    @Override
    public ShadowSchema create(Plan plan, NewRecord record, SourceContents contents, ExtensionPlan extensions) {
        try (Session session = WorkSession.open(plan)) {
            ShadowBuild build = build(session, plan, contents, extensions, record.keptTypes());
            Questions questions = new Questions(session);
            Supplier<List<String>> grants = build.privileges().forLoading(questions);
            SchemaSettings live =
                    SchemaSettings.ask(questions, plan.liveSchema()).get();
            List<String> statements = creation(live, plan, record, contents, extensions);
            statements.addAll(grants.get());
            session.execute("create the shadow schema", String.join(";\n", statements));
            return new JdbcShadowSchema(plan, contents, build, new FinishedSteps());
        }
    }

    @Override
    public ShadowSchema reopen(Plan plan, SourceContents contents, ExtensionPlan extensions) {
        try (Session session = WorkSession.open(plan)) {
            ShadowBuild build = build(session, plan, contents, extensions, OwnSchema.keptTypes(session));
            ShadowPrivileges.execute(
                    session,
                    build.privileges().forLoading(new Questions(session)).get());
            return new JdbcShadowSchema(plan, contents, build, FinishedSteps.read(session));
        }
    }

    private static ShadowBuild build(
            Session session,
            Plan plan,
            SourceContents contents,
            ExtensionPlan extensions,
            List<TypeIdentity> keptTypes) {
        GrantableRoles roles = new GrantableRoles(session);
        SchemaMapping mapping = new SchemaMapping(
                plan.liveSchema(),
                plan.shadowSchema(),
                new ExtensionHomes(extensions),
                keptTypes.stream().map(TypeIdentity::typname).collect(Collectors.toSet()));
        ShadowStatements statements = new ShadowStatements(plan, roles, mapping, new KeptEntries(contents, keptTypes));
        return new ShadowBuild(statements, new ShadowPrivileges(plan, contents, statements, roles));
    }

    private static List<String> creation(
            SchemaSettings live, Plan plan, NewRecord record, SourceContents contents, ExtensionPlan extensions) {
        String shadow = Identifiers.quote(plan.shadowSchema());
        SchemaMark mark = new SchemaMark(
                record.id().epochMillis(),
                extensions.toCreate().stream().map(NewExtension::extname).toList(),
                SwapStrategy.RENAME,
                live.hasOwnComment() ? live.comment() : contents.schemaComment());
        List<String> statements = new ArrayList<>();
        statements.add("CREATE SCHEMA " + shadow + " AUTHORIZATION " + Identifiers.quote(live.owner()));
        statements.add("COMMENT ON SCHEMA " + shadow + " IS " + Identifiers.literal(mark.text()));
        extensions.toCreate().forEach(extension -> statements.add(createExtension(extension)));
        statements.addAll(OwnSchema.creation(plan, record, contents));
        return statements;
    }

    private static String createExtension(NewExtension extension) {
        return "CREATE EXTENSION IF NOT EXISTS " + Identifiers.quote(extension.extname()) + " SCHEMA "
                + Identifiers.quote(extension.nspname())
                + extension
                        .extversion()
                        .map(version -> " VERSION " + Identifiers.literal(version))
                        .orElse("")
                + " CASCADE";
    }

    @Override
    public List<String> drop(Plan plan, MigrationId id) {
        return drop(plan, mark -> mark.isOf(id));
    }

    @Override
    public List<String> dropLeftover(Plan plan) {
        return drop(plan, mark -> true);
    }

    /** The record goes last, so that a drop which is broken off can be repeated. */
    private static List<String> drop(Plan plan, Predicate<SchemaMark> meant) {
        List<String> dropped = new ArrayList<>();
        try (Session session = WorkSession.open(plan)) {
            Questions questions = new Questions(session);
            Supplier<Optional<SchemaMark>> own = OwnSchema.askMark(questions);
            Supplier<List<SyncTriggers.OnTable>> triggers = SyncTriggers.ask(questions, Plan.OWN_SCHEMA);
            Optional<SchemaMark> shadow =
                    SchemaSettings.askMark(questions, plan.shadowSchema()).get().filter(meant);
            boolean holdsRecord = own.get().filter(meant).isPresent();
            if (holdsRecord) {
                // first: they act on tables of this schema and write to the other
                SyncTriggers.drop(session, plan, triggers.get());
            }
            shadow.ifPresent(mark -> {
                dropShadow(session, plan.shadowSchema(), mark);
                dropped.add("schema " + plan.shadowSchema());
                mark.createdExtensions().forEach(extname -> dropped.add("extension " + extname));
            });
            if (holdsRecord) {
                session.execute(
                        "drop the tool's own schema", "DROP SCHEMA " + Identifiers.quote(Plan.OWN_SCHEMA) + " CASCADE");
                dropped.add("schema " + Plan.OWN_SCHEMA);
            }
        }
        return dropped;
    }

    private static void dropShadow(Session session, String shadowSchema, SchemaMark mark) {
        dropRelations(session, shadowSchema);
        List<String> statements =
                new ArrayList<>(List.of("DROP SCHEMA " + Identifiers.quote(shadowSchema) + " CASCADE"));
        if (!mark.createdExtensions().isEmpty()) {
            statements.add("DROP EXTENSION IF EXISTS " + Identifiers.list(mark.createdExtensions()));
        }
        session.execute("drop the shadow schema", String.join(";\n", statements));
    }

    /** In batches: one transaction that drops ten thousand tables needs more locks than a server has by default. */
    private static void dropRelations(Session session, String schema) {
        List<Droppable> all = session.query(
                "list what is to be dropped",
                DROPPABLE,
                row -> new Droppable(row.getString("kind"), row.getString("relname")),
                schema);
        for (List<Droppable> droppables : Batches.of(all, RELATIONS_PER_DROP)) {
            StringBuilder batch = new StringBuilder();
            for (Droppable each : droppables) {
                batch.append("DROP ")
                        .append(each.kind())
                        .append(" IF EXISTS ")
                        .append(Identifiers.qualified(schema, each.relname()))
                        .append(" CASCADE;");
            }
            session.execute("drop tables of the shadow schema", batch.toString());
        }
    }
}
