package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.AvailableExtension;
import dev.pgzm.ports.catalog.DatabaseFacts;
import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.ExtensionMember;
import dev.pgzm.ports.catalog.ExternalDependent;
import dev.pgzm.ports.catalog.ImmutableDestinationFacts;
import dev.pgzm.ports.catalog.LiveTable;
import dev.pgzm.ports.catalog.LiveType;
import dev.pgzm.ports.catalog.LockSpace;
import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.plan.Plan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
        String live = plan.liveSchema();
        Questions questions = new Questions(session);
        DatabaseFactsReader common = new DatabaseFactsReader(session, questions);
        Supplier<DatabaseFacts> database = common.ask();
        Supplier<LockSpace> lockSpace = common.lockSpace(live);
        Supplier<List<LiveTable>> tables = common.tables(live);
        Supplier<List<LiveType>> types = LiveTypes.ask(questions, live);
        Supplier<List<String>> relatives = common.relativesElsewhere(live);
        Supplier<List<RelationName>> unlockable = common.withoutPrivilege(live, "rp", "UPDATE, DELETE, TRUNCATE");
        Supplier<List<String>> publications = questions.strings("list the publications", ALL_TABLES);
        Supplier<List<ExtensionMember>> members = questions.ask(
                "list the extensions' members",
                MEMBERS,
                row -> new ExtensionMember(row.getString("extname"), row.getString("object")),
                live);
        Supplier<List<String>> searchPaths =
                questions.strings("list the search paths", SEARCH_PATHS, plan.shadowSchema());
        Supplier<List<String>> globals = questions.strings("list the tablespaces and languages", GLOBALS);
        Supplier<List<SchemaObject>> outgoing = SchemaObject.ask(questions, live);
        Supplier<List<SchemaObject>> incoming = SchemaObject.ask(questions, plan.shadowSchema());
        Supplier<List<Long>> following =
                questions.ask("count the sequences of columns", OWNED_SEQUENCES, row -> row.getLong(1), live);
        Supplier<List<AvailableExtension>> available =
                questions.ask("list the available extensions", AVAILABLE_EXTENSIONS, DestinationFactsReader::available);
        Supplier<List<ImmutableDestinationFacts.Builder>> schemas = questions.ask(
                "ask about the schemas", FACTS, this::schemas, live, plan.shadowSchema(), Plan.OWN_SCHEMA);
        Supplier<List<ExternalDependent>> dependents =
                OutsideDependents.ask(session, questions, new Exchange(live, SOME_BACKUP, plan.shadowSchema()));
        Supplier<Optional<SchemaMark>> mark = OwnSchema.askMark(questions);
        ImmutableDestinationFacts.Builder facts = schemas.get().get(0);
        StrainReader strain = new StrainReader(session, plan.protection());
        strain.sight().ifPresent(sight -> facts.strainSight(sight).strains(strain.read(sight)));
        facts.database(database.get())
                .lockSpace(lockSpace.get())
                .tables(tables.get())
                .types(types.get())
                .shapes(TableShapes.read(session, plan))
                .assignmentCasts(TableShapes.assignmentCasts(session, plan))
                .relativesElsewhere(relatives.get())
                .unlockable(unlockable.get())
                .publicationsOfAllTables(publications.get())
                .members(members.get())
                .externalDependents(dependents.get())
                .searchPathsWithShadow(searchPaths.get())
                .migration(mark.get().flatMap(known -> OwnSchema.markedRecord(session)))
                .globals(globals.get())
                .available(available.get())
                .locksToMove(outgoing.get().size() + following.get().get(0));
        Stream.of(outgoing, incoming)
                .flatMap(objects -> objects.get().stream())
                .filter(object -> !object.owned())
                .map(SchemaObject::described)
                .forEach(facts::addUnmovable);
        return facts.build();
    }

    private static AvailableExtension available(ResultSet row) throws SQLException {
        return new AvailableExtension(
                row.getString("extname"), Set.copyOf(Session.array(row, "versions")), row.getBoolean("creatable"));
    }

    private ImmutableDestinationFacts.Builder schemas(ResultSet row) throws SQLException {
        ImmutableDestinationFacts.Builder facts = ImmutableDestinationFacts.builder();
        boolean holdsMigration = place(row, "shadow", plan.shadowSchema(), facts);
        holdsMigration |= place(row, "own", Plan.OWN_SCHEMA, facts);
        return facts.liveSchemaExists(row.getBoolean("live_exists"))
                .ownsLiveSchema(row.getBoolean("owns_live"))
                .createsSchemas(row.getBoolean("creates_schemas"))
                .holdsMigration(holdsMigration);
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
