package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ConnectionSlots;
import dev.pgzm.ports.catalog.DatabaseFacts;
import dev.pgzm.ports.catalog.Extension;
import dev.pgzm.ports.catalog.ImmutableDatabaseFacts;
import dev.pgzm.ports.catalog.ImmutableExtension;
import dev.pgzm.ports.catalog.LiveTable;
import dev.pgzm.ports.catalog.LockSpace;
import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.catalog.ServerVersion;
import dev.pgzm.ports.error.MigrationException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks what both sides are asked alike. */
final class DatabaseFactsReader {
    private static final Sql FACTS = Sql.file("select_database_facts");
    private static final Sql SLOTS = Sql.file("select_connection_slots");
    private static final Sql LINEAGE = Sql.file("select_lineage");
    private static final Sql ROLES = Sql.file("list_roles");
    private static final Sql SCHEMAS = Sql.file("list_schemas");
    private static final Sql EXTENSIONS = Sql.file("list_extensions");
    private static final Sql LIVE_TABLES = Sql.file("list_live_tables");
    private static final Sql LOCK_SPACE = Sql.file("select_lock_space");
    private static final Sql RELATIVES = Sql.file("list_relatives_elsewhere");
    private static final Sql WITHOUT_PRIVILEGE = Sql.file("list_relations_without_privilege");

    private final Session session;
    private final Questions questions;

    DatabaseFactsReader(Session session, Questions questions) {
        this.session = session;
        this.questions = questions;
    }

    /** Asks at once only what may be refused. */
    Supplier<DatabaseFacts> ask() {
        Optional<String> lineage = lineage();
        Supplier<List<String>> roles = questions.strings("list the roles", ROLES);
        Supplier<List<String>> schemas = questions.strings("list the schemas", SCHEMAS);
        Supplier<List<Extension>> extensions =
                questions.ask("list the extensions", EXTENSIONS, DatabaseFactsReader::extension);
        Supplier<List<ConnectionSlots>> slots = questions.ask(
                "ask for the connections that are left",
                SLOTS,
                row -> new ConnectionSlots(row.getString("setting"), row.getLong("allowed"), row.getLong("used")));
        Supplier<List<ImmutableDatabaseFacts.Builder>> known =
                questions.ask("ask the server about itself", FACTS, row -> facts(row, lineage));
        return () -> known.get()
                .get(0)
                .roles(roles.get())
                .schemas(schemas.get())
                .extensions(extensions.get())
                .connectionSlots(slots.get().stream().min(Comparator.comparingLong(ConnectionSlots::free)))
                .build();
    }

    /** Empty where the service's provider has taken the functions away; then a restart counts as another lineage. */
    private Optional<String> lineage() {
        try {
            return session.strings("ask which cluster it is", LINEAGE).stream().findFirst();
        } catch (MigrationException refused) {
            if (session.isClosed()) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    private static ImmutableDatabaseFacts.Builder facts(ResultSet row, Optional<String> lineage) throws SQLException {
        String identity = row.getString("identity");
        return ImmutableDatabaseFacts.builder()
                .version(new ServerVersion(row.getInt("version")))
                .identity(identity)
                .lineage(lineage.orElse(identity))
                .database(row.getString("database"))
                .user(row.getString("user"))
                .superuser(row.getBoolean("superuser"))
                .inRecovery(row.getBoolean("in_recovery"))
                .encoding(row.getString("encoding"));
    }

    static List<Extension> extensions(Session session) {
        return session.query("list the extensions", EXTENSIONS, DatabaseFactsReader::extension);
    }

    private static Extension extension(ResultSet row) throws SQLException {
        return ImmutableExtension.builder()
                .extname(row.getString("extname"))
                .extversion(row.getString("extversion"))
                .nspname(row.getString("nspname"))
                .relocatable(row.getBoolean("relocatable"))
                .owned(row.getBoolean("owned"))
                .memberSchemas(Session.array(row, "member_schemas"))
                .members(Session.array(row, "members"))
                .build();
    }

    Supplier<List<LiveTable>> tables(String schema) {
        return questions.ask(
                "list the tables",
                LIVE_TABLES,
                row -> new LiveTable(
                        new RelationName(schema, row.getString("relname")), row.getLong("bytes"), row.getLong("rows")),
                schema);
    }

    Supplier<LockSpace> lockSpace(String schema) {
        Supplier<List<LockSpace>> space = questions.ask(
                "ask for the room in the lock table",
                LOCK_SPACE,
                row -> new LockSpace(
                        row.getLong("per_transaction"),
                        row.getLong("slots"),
                        row.getLong("used"),
                        row.getLong("tables")),
                schema);
        return () -> space.get().get(0);
    }

    Supplier<List<String>> relativesElsewhere(String schema) {
        return questions.strings("list the partitions in other schemas", RELATIVES, schema);
    }

    Supplier<List<RelationName>> withoutPrivilege(String schema, String relkinds, String privileges) {
        return questions.ask(
                "check the privileges",
                WITHOUT_PRIVILEGE,
                row -> new RelationName(schema, row.getString("relname")),
                schema,
                relkinds,
                privileges);
    }
}
