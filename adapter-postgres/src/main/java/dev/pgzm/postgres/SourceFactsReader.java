package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.DatabaseFacts;
import dev.pgzm.ports.catalog.Extension;
import dev.pgzm.ports.catalog.ImmutableSourceFacts;
import dev.pgzm.ports.catalog.NeededFeature;
import dev.pgzm.ports.catalog.SourceFacts;
import dev.pgzm.ports.plan.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private final DatabaseFactsReader common;

    SourceFactsReader(Session session, Plan plan) {
        this.session = session;
        this.plan = plan;
        this.live = plan.liveSchema();
        this.common = new DatabaseFactsReader(session);
    }

    SourceFacts read() {
        DatabaseFacts database = common.read();
        List<CrossingDependency> needs = CrossingDependency.list(session, live, "");
        return ImmutableSourceFacts.builder()
                .database(database)
                .liveSchemaExists(database.schemas().contains(live))
                .lockSpace(common.lockSpace(live))
                .tables(common.tables(live))
                .types(LiveTypes.list(session, live))
                .shapes(TableShapes.read(session, plan))
                .relativesElsewhere(common.relativesElsewhere(live))
                .unreadable(common.withoutPrivilege(live, "rS", "SELECT"))
                .unfreezable(common.withoutPrivilege(live, "rp", "UPDATE, DELETE, TRUNCATE"))
                .neededExtensions(neededExtensions(database, needs))
                .neededSchemas(neededSchemas(database, needs))
                .objectNameColumns(session.strings("list the columns that hold names", OBJECT_NAME_COLUMNS, live))
                .grantedRoles(session.strings("list the roles in use", GRANTED_ROLES, live))
                .policyRoles(session.strings("list the roles in policies", POLICY_ROLES, live))
                .newerFeatures(features(database.version().major()))
                .objects(JdbcCatalogs.inventory(session, live).objects())
                .neededGlobals(session.strings("list the tablespaces and languages in use", NEEDED_GLOBALS, live))
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

    private List<NeededFeature> features(int major) {
        List<NeededFeature> features = new ArrayList<>();
        FEATURES.forEach((since, query) -> {
            if (major >= since) {
                features.addAll(features(query, since));
            }
        });
        return features;
    }

    private List<NeededFeature> features(Sql query, int since) {
        return session.query(
                "list the features in use",
                query,
                row -> new NeededFeature(row.getString("feature"), since, row.getString("example")),
                live);
    }
}
