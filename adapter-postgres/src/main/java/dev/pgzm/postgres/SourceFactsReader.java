package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.DatabaseFacts;
import dev.pgzm.ports.catalog.Extension;
import dev.pgzm.ports.catalog.ImmutableSourceFacts;
import dev.pgzm.ports.catalog.LiveTable;
import dev.pgzm.ports.catalog.LiveType;
import dev.pgzm.ports.catalog.LockSpace;
import dev.pgzm.ports.catalog.NeededFeature;
import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.catalog.SourceFacts;
import dev.pgzm.ports.plan.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the source what preflight must know. */
final class SourceFactsReader {
    private static final Sql GRANTED_ROLES = Sql.file("list_granted_roles");
    private static final Sql OBJECT_NAME_COLUMNS = Sql.file("list_object_name_columns");
    private static final Sql POLICY_ROLES = Sql.file("list_policy_roles");
    private static final Sql NEEDED_GLOBALS = Sql.file("list_needed_globals");
    private static final Map<Integer, Sql> FEATURES = new TreeMap<>(Map.of(
            15, Sql.file("list_features_since_15"),
            16, Sql.file("list_features_since_16"),
            17, Sql.file("list_features_since_17"),
            18, Sql.file("list_features_since_18")));

    private final Session session;
    private final Plan plan;
    private final String live;
    private final Questions questions;

    SourceFactsReader(Session session, Plan plan) {
        this.session = session;
        this.plan = plan;
        this.live = plan.liveSchema();
        this.questions = new Questions(session);
    }

    SourceFacts read() {
        DatabaseFactsReader common = new DatabaseFactsReader(session, questions);
        Supplier<DatabaseFacts> asked = common.ask();
        Supplier<List<CrossingDependency>> crossing = CrossingDependency.ask(questions, live, "");
        Supplier<LockSpace> lockSpace = common.lockSpace(live);
        Supplier<List<LiveTable>> tables = common.tables(live);
        Supplier<List<LiveType>> types = LiveTypes.ask(questions, live);
        Supplier<List<String>> relatives = common.relativesElsewhere(live);
        Supplier<List<RelationName>> unreadable = common.withoutPrivilege(live, "rS", "SELECT");
        Supplier<List<RelationName>> unfreezable = common.withoutPrivilege(live, "rp", "UPDATE, DELETE, TRUNCATE");
        Supplier<List<String>> nameColumns =
                questions.strings("list the columns that hold names", OBJECT_NAME_COLUMNS, live);
        Supplier<List<String>> grantedRoles = questions.strings("list the roles in use", GRANTED_ROLES, live);
        Supplier<List<String>> policyRoles = questions.strings("list the roles in policies", POLICY_ROLES, live);
        Supplier<List<String>> globals =
                questions.strings("list the tablespaces and languages in use", NEEDED_GLOBALS, live);
        Supplier<List<NeededFeature>> features = features(session.serverMajor());
        Supplier<List<String>> objects = JdbcCatalogs.askInventory(questions, live);
        DatabaseFacts database = asked.get();
        List<CrossingDependency> needs = crossing.get();
        return ImmutableSourceFacts.builder()
                .database(database)
                .liveSchemaExists(database.schemas().contains(live))
                .lockSpace(lockSpace.get())
                .tables(tables.get())
                .types(types.get())
                .shapes(TableShapes.read(session, plan))
                .relativesElsewhere(relatives.get())
                .unreadable(unreadable.get())
                .unfreezable(unfreezable.get())
                .neededExtensions(neededExtensions(database, needs))
                .neededSchemas(neededSchemas(database, needs))
                .objectNameColumns(nameColumns.get())
                .grantedRoles(grantedRoles.get())
                .policyRoles(policyRoles.get())
                .newerFeatures(features.get())
                .objects(objects.get())
                .neededGlobals(globals.get())
                .build();
    }

    /** Those in the live schema count even if nothing refers to them: a function's body may. */
    private Set<String> neededExtensions(DatabaseFacts database, List<CrossingDependency> needs) {
        Stream<String> referred = needs.stream().flatMap(need -> need.needed().extension().stream());
        Stream<String> living = database.extensions().stream()
                .filter(extension -> extension.nspname().equals(live))
                .map(Extension::extname);
        return Stream.concat(referred, living).collect(Collectors.toSet());
    }

    private static Set<String> neededSchemas(DatabaseFacts database, List<CrossingDependency> needs) {
        Set<String> extensionSchemas =
                database.extensions().stream().map(Extension::nspname).collect(Collectors.toSet());
        Set<String> schemas = needs.stream()
                .map(CrossingDependency::needed)
                .filter(needed -> needed.extension().isEmpty())
                .flatMap(needed -> needed.schema().stream())
                .collect(Collectors.toCollection(HashSet::new));
        schemas.removeAll(extensionSchemas);
        return schemas;
    }

    private Supplier<List<NeededFeature>> features(int major) {
        List<Supplier<List<NeededFeature>>> features = new ArrayList<>();
        FEATURES.forEach((since, query) -> {
            if (major >= since) {
                features.add(features(query, since));
            }
        });
        return () -> features.stream().flatMap(each -> each.get().stream()).toList();
    }

    private Supplier<List<NeededFeature>> features(Sql query, int since) {
        return questions.ask(
                "list the features in use",
                query,
                row -> new NeededFeature(row.getString("feature"), since, row.getString("example")),
                live);
    }
}
