package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ExtensionPlan;
import dev.pgzm.ports.catalog.NewExtension;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.restore.ShadowRestore;
import dev.pgzm.ports.restore.ShadowSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Creates and drops the shadow schema. */
final class JdbcShadowRestore implements ShadowRestore {
    private static final Sql DROPPABLE = Sql.file("list_droppable_relations");
    private static final int RELATIONS_PER_DROP = 200;

    private record Droppable(String kind, String relname) {}

    @Override
    public ShadowSchema create(Plan plan, MigrationId id, SourceContents contents, ExtensionPlan extensions) {
        drop(plan);
        try (Session session = Session.open(Side.DESTINATION, plan.destination())) {
            GrantableRoles roles = new GrantableRoles(session);
            ShadowStatements statements = new ShadowStatements(plan, roles, new ExtensionHomes(extensions));
            ShadowPrivileges privileges = new ShadowPrivileges(plan, contents, statements, roles);
            session.execute("create the shadow schema", creation(session, plan, id, contents, extensions));
            privileges.grantForLoading(session);
            return new JdbcShadowSchema(plan, contents, statements, privileges);
        }
    }

    private static String creation(
            Session session, Plan plan, MigrationId id, SourceContents contents, ExtensionPlan extensions) {
        String shadow = Identifiers.quote(plan.shadowSchema());
        SchemaSettings live = SchemaSettings.read(session, plan.liveSchema());
        SchemaMark mark = new SchemaMark(
                id.epochMillis(),
                extensions.toCreate().stream().map(NewExtension::extname).toList(),
                live.hasOwnComment() ? live.comment() : contents.schemaComment());
        List<String> statements = new ArrayList<>();
        statements.add("CREATE SCHEMA " + shadow + " AUTHORIZATION " + Identifiers.quote(live.owner()));
        statements.add("COMMENT ON SCHEMA " + shadow + " IS " + Identifiers.literal(mark.text()));
        extensions.toCreate().forEach(extension -> statements.add(createExtension(extension)));
        return String.join(";\n", statements);
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
    public void drop(Plan plan) {
        try (Session session = Session.open(Side.DESTINATION, plan.destination())) {
            Optional<SchemaMark> mark = SchemaSettings.mark(session, plan.shadowSchema());
            if (mark.isEmpty()) {
                return;
            }
            String shadow = Identifiers.quote(plan.shadowSchema());
            dropRelations(session, plan.shadowSchema());
            List<String> statements = new ArrayList<>(List.of("DROP SCHEMA " + shadow + " CASCADE"));
            List<String> created = mark.get().createdExtensions();
            if (!created.isEmpty()) {
                statements.add("DROP EXTENSION IF EXISTS " + Identifiers.list(created));
            }
            session.execute("drop the shadow schema", String.join(";\n", statements));
        }
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
