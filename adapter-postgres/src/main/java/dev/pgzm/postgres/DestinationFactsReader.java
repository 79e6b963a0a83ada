package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.AvailableExtension;
import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.ExtensionMember;
import dev.pgzm.ports.catalog.ImmutableDestinationFacts;
import dev.pgzm.ports.plan.Plan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Asks the destination what preflight must know. */
final class DestinationFactsReader {
    private static final Sql FACTS = Sql.file("select_destination_facts");
    private static final Sql AVAILABLE_EXTENSIONS = Sql.file("list_available_extensions");
    private static final Sql ALL_TABLES = Sql.file("list_publications_of_all_tables");
    private static final String SOME_BACKUP = "backup_<id>";
    private static final Sql SEARCH_PATHS = Sql.file("list_search_paths_with_schema");
    private static final Sql OWNED_SEQUENCES = Sql.file("count_owned_sequences");
    private static final Sql MEMBERS = Sql.file("list_extension_members");
    private static final Sql GLOBALS = Sql.file("list_globals");

    private final Session session;
    private final Plan plan;

    DestinationFactsReader(Session session, Plan plan) {
        this.session = session;
        this.plan = plan;
    }

    DestinationFacts read() {
        DatabaseFactsReader common = new DatabaseFactsReader(session);
        String live = plan.liveSchema();
        ImmutableDestinationFacts.Builder facts = ImmutableDestinationFacts.builder()
                .database(common.read())
                .lockSpace(common.lockSpace(live))
                .tables(common.tables(live))
                .types(LiveTypes.list(session, live))
                .shapes(TableShapes.read(session, plan))
                .assignmentCasts(TableShapes.assignmentCasts(session, plan))
                .relativesElsewhere(common.relativesElsewhere(live))
                .unlockable(common.withoutPrivilege(live, "rp", "UPDATE, DELETE, TRUNCATE"))
                .publicationsOfAllTables(session.strings("list the publications", ALL_TABLES))
                .members(session.query(
                        "list the extensions' members",
                        MEMBERS,
                        row -> new ExtensionMember(row.getString("extname"), row.getString("object")),
                        live))
                .externalDependents(
                        OutsideDependents.list(session, new Exchange(live, SOME_BACKUP, plan.shadowSchema())))
                .searchPathsWithShadow(session.strings("list the search paths", SEARCH_PATHS, plan.shadowSchema()))
                .migration(OwnSchema.record(session))
                .globals(session.strings("list the tablespaces and languages", GLOBALS));
        toMove(facts);
        session.query("list the available extensions", AVAILABLE_EXTENSIONS, DestinationFactsReader::available)
                .forEach(facts::addAvailable);
        return session.query(
                        "ask about the schemas",
                        FACTS,
                        row -> schemas(row, facts),
                        live,
                        plan.shadowSchema(),
                        Plan.OWN_SCHEMA)
                .get(0);
    }

    private void toMove(ImmutableDestinationFacts.Builder facts) {
        List<SchemaObject> outgoing = SchemaObject.list(session, plan.liveSchema());
        long following = session.query(
                        "count the sequences of columns", OWNED_SEQUENCES, row -> row.getLong(1), plan.liveSchema())
                .get(0);
        facts.locksToMove(outgoing.size() + following);
        Stream.concat(outgoing.stream(), SchemaObject.list(session, plan.shadowSchema()).stream())
                .filter(object -> !object.owned())
                .map(SchemaObject::described)
                .forEach(facts::addUnmovable);
    }

    private static AvailableExtension available(ResultSet row) throws SQLException {
        return new AvailableExtension(
                row.getString("extname"), Set.copyOf(Session.array(row, "versions")), row.getBoolean("creatable"));
    }

    private DestinationFacts schemas(ResultSet row, ImmutableDestinationFacts.Builder facts) throws SQLException {
        boolean holdsMigration = place(row, "shadow", plan.shadowSchema(), facts);
        holdsMigration |= place(row, "own", Plan.OWN_SCHEMA, facts);
        return facts.liveSchemaExists(row.getBoolean("live_exists"))
                .ownsLiveSchema(row.getBoolean("owns_live"))
                .createsSchemas(row.getBoolean("creates_schemas"))
                .holdsMigration(holdsMigration)
                .build();
    }

    /** Whether this tool's schema stands in its place; another's is noted. */
    private static boolean place(ResultSet row, String columns, String nspname, ImmutableDestinationFacts.Builder facts)
            throws SQLException {
        if (!row.getBoolean(columns + "_exists")) {
            return false;
        }
        boolean ours = SchemaMark.parse(row.getString(columns + "_comment")).isPresent();
        if (!ours) {
            facts.addForeignSchemas(nspname);
        }
        return ours;
    }
}
