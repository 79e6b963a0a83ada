package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.OwnershipPolicy;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who could use the live schema's objects before the swap can do so after it. */
@Timeout(120)
class PrivilegesIT {
    private static final String OBJECTS = """
            CREATE TABLE goods (id serial PRIMARY KEY, name text, price int);
            CREATE SEQUENCE tickets;
            CREATE TYPE mood AS ENUM ('sad', 'happy');
            CREATE DOMAIN positive AS int CHECK (VALUE > 0);
            CREATE TYPE pair AS (a int, b int);
            CREATE FUNCTION f(mood, text[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
            CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 2';
            CREATE PROCEDURE tidy(int) LANGUAGE sql AS 'SELECT 3';
            CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int);
            CREATE VIEW cheap AS SELECT * FROM goods WHERE price < 5;
            CREATE MATERIALIZED VIEW sums AS SELECT sum(price) AS s FROM goods;
            CREATE TABLE logged (id int NOT NULL);
            CREATE UNIQUE INDEX logged_id ON logged (id);
            """;

    @TempDir
    private Path state;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();
    private final ImmutablePlan plan = Engine.plan(source, destination);
    private final String app = "r" + source.name() + "_app";
    private final String owner = "r" + source.name() + "_owner";
    private final String admin = "r" + source.name() + "_admin";

    PrivilegesIT() {
        source.execute(named("CREATE ROLE $app; CREATE ROLE $owner; CREATE ROLE $admin LOGIN PASSWORD 'pw'"));
        source.execute(OBJECTS);
        destination.execute(OBJECTS);
    }

    private String named(String sql) {
        return sql.replace("$app", app).replace("$owner", owner).replace("$admin", admin);
    }

    private Migrations engine() {
        return Engine.withStateIn(state);
    }

    private void start(Plan asked) {
        engine().start(asked, Progress.SILENT);
    }

    private void swap(Plan asked) {
        engine().swap(Engine.target(asked), Progress.SILENT);
    }

    /** The destination's own ways, unlike the source's in everything. */
    private void privilegesOnBothSides() {
        destination.execute(named("""
                ALTER TABLE goods OWNER TO $owner; ALTER SEQUENCE tickets OWNER TO $owner; ALTER TYPE mood OWNER TO $owner;
                ALTER DOMAIN positive OWNER TO $owner; ALTER TYPE pair OWNER TO $owner; ALTER VIEW cheap OWNER TO $owner;
                ALTER FUNCTION f(mood, text[]) OWNER TO $owner; ALTER PROCEDURE tidy(int) OWNER TO $owner;
                ALTER AGGREGATE total(int) OWNER TO $owner; ALTER MATERIALIZED VIEW sums OWNER TO $owner;
                GRANT SELECT, INSERT ON goods TO $app; GRANT UPDATE (price), REFERENCES (id) ON goods TO $app;
                GRANT SELECT ON goods TO $admin WITH GRANT OPTION; REVOKE TRUNCATE ON goods FROM $owner;
                GRANT SELECT (s) ON sums TO PUBLIC; GRANT SELECT ON cheap TO $app;
                GRANT USAGE ON SEQUENCE tickets, goods_id_seq TO $app;
                REVOKE EXECUTE ON FUNCTION f(mood, text[]) FROM PUBLIC; GRANT EXECUTE ON FUNCTION f(mood, text[]) TO $app;
                REVOKE EXECUTE ON PROCEDURE tidy(int) FROM PUBLIC; GRANT EXECUTE ON PROCEDURE tidy(int) TO $app;
                REVOKE USAGE ON TYPE mood FROM PUBLIC; GRANT USAGE ON TYPE mood TO $app;
                SET ROLE $admin; GRANT SELECT ON goods TO $app;
                """));
        source.execute(named("""
                ALTER TABLE goods OWNER TO $admin; ALTER FUNCTION f(int) OWNER TO $admin; ALTER TYPE pair OWNER TO $admin;
                GRANT DELETE, SELECT ON goods TO PUBLIC; GRANT SELECT (name) ON goods TO $app; GRANT ALL ON tickets TO PUBLIC;
                REVOKE EXECUTE ON FUNCTION f(int) FROM PUBLIC; GRANT INSERT (s) ON sums TO $app;
                GRANT UPDATE (price) ON goods TO $app WITH GRANT OPTION; REVOKE USAGE ON TYPE pair FROM PUBLIC;
                """));
    }

    /** Owners and privileges of everything in public, whoever granted them. */
    private static List<String> privileges(TestDatabase database) {
        return database.query("""
                SELECT o.what || ' of ' || pg_get_userbyid(o.owner) || ': ' || coalesce((
                           SELECT string_agg(DISTINCT CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END || '='
                                                      || x.privilege_type || x.is_grantable, ',')
                             FROM aclexplode(o.acl) x), '')
                  FROM (SELECT relname AS what, relowner AS owner, coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)) AS acl
                          FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'S')
                        UNION ALL SELECT relname || '.' || attname, relowner, attacl
                          FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE relnamespace = 'public'::regnamespace AND attacl IS NOT NULL
                        UNION ALL SELECT oid::regprocedure::text, proowner, coalesce(proacl, acldefault('f', proowner))
                          FROM pg_proc WHERE pronamespace = 'public'::regnamespace
                        UNION ALL SELECT typname, typowner, coalesce(typacl, acldefault('T', typowner))
                          FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typname IN ('mood', 'positive', 'pair')) o
                 ORDER BY 1
                """);
    }

    private List<String> replicaIdentities() {
        return destination.query("SELECT relname, relreplident, (SELECT max(indexrelid::regclass::text) FROM pg_index"
                + " WHERE indrelid = c.oid AND indisreplident) FROM pg_class c"
                + " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1");
    }

    private boolean may(String role, String privilege, String table) {
        return destination
                .value("SELECT has_table_privilege('" + role + "', '" + table + "', '" + privilege + "')")
                .equals("t");
    }

    @Test
    void keepsOwnersAndPrivilegesOfWhatExistsOnBothSides() {
        privilegesOnBothSides();
        List<String> before = privileges(destination);
        assertThat(before).isNotEqualTo(privileges(source)).hasSizeGreaterThan(14);

        start(plan);

        assertThat(privileges(destination)).isEqualTo(before);
        assertThat(engine().status(Engine.target(plan)).obstacles()).isEmpty();
    }

    @Test
    void givesTheSourcesToWhatIsNewAsFarAsTheRolesExist() {
        TestDatabase elsewhere = TestServer.ofMajor(17).newDatabase();
        elsewhere.execute(named("CREATE ROLE $app; CREATE TABLE goods (old int)"));
        source.execute(named(
                "CREATE TABLE fresh (a int, b int); ALTER TABLE fresh OWNER TO $app; GRANT SELECT ON fresh TO PUBLIC;"
                        + " GRANT UPDATE (b) ON fresh TO $admin; CREATE TABLE orphan (a int); ALTER TABLE orphan OWNER TO $owner;"
                        + " GRANT INSERT ON orphan TO $app, $admin; GRANT INSERT ON goods TO $app"));

        start(Engine.plan(source, elsewhere));

        String self = elsewhere.server().user();
        assertThat(privileges(elsewhere))
                .anyMatch(line -> line.startsWith("orphan of " + self + ":") && line.contains(app + "=INSERTfalse"))
                .anyMatch(line -> line.startsWith("fresh of " + app + ":") && line.contains("PUBLIC=SELECTfalse"))
                .anyMatch(line -> line.startsWith("goods of " + self + ":"))
                .noneMatch(line -> line.startsWith("goods ") && line.contains(app))
                .noneMatch(line -> line.contains(admin) || line.contains(owner) || line.startsWith("fresh.b"));
    }

    @Test
    void keepsDefaultPrivilegesReplicaIdentitiesAndTheSchemasOwn() {
        String schema =
                "SELECT pg_get_userbyid(nspowner), nspacl, obj_description(oid, 'pg_namespace') FROM pg_namespace"
                        + " WHERE nspname = 'public'";
        destination.execute(
                named(
                        "ALTER SCHEMA public OWNER TO $owner; GRANT CREATE ON SCHEMA public TO $app;"
                                + " COMMENT ON SCHEMA public IS 'ours'; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO $app;"
                                + " ALTER DEFAULT PRIVILEGES FOR ROLE $owner IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO $app;"
                                + " CREATE TABLE quiet (a int); ALTER TABLE quiet REPLICA IDENTITY NOTHING;"
                                + " ALTER TABLE goods REPLICA IDENTITY FULL; ALTER TABLE logged REPLICA IDENTITY USING INDEX logged_id"));
        source.execute("CREATE TABLE quiet (a int); ALTER TABLE quiet REPLICA IDENTITY FULL");
        List<String> before = destination.query(schema);
        List<String> identities = replicaIdentities();

        start(plan);

        assertThat(destination.query(schema)).isEqualTo(before);
        assertThat(replicaIdentities()).isEqualTo(identities);
        destination.execute(
                named("CREATE TABLE later (a int); GRANT CREATE ON SCHEMA public TO $owner; SET ROLE $owner;"
                        + " CREATE FUNCTION later() RETURNS int LANGUAGE sql AS 'SELECT 1'"));
        assertThat(may(app, "SELECT", "later")).isTrue();
        assertThat(destination.value("SELECT proacl::text FROM pg_proc WHERE proname = 'later'"))
                .contains(app + "=X/");
    }

    @Test
    void givesEverythingTheSourcesIfAskedTo() {
        privilegesOnBothSides();
        List<String> asked = privileges(source);
        ImmutablePlan sources = plan.withOwnership(OwnershipPolicy.SOURCE);
        engine().prepare(sources, Progress.SILENT);

        assertThat(engine().status(Engine.target(sources)).obstacles())
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
        swap(sources);

        assertThat(privileges(destination)).isEqualTo(asked);
    }

    @Test
    void givesEverythingToTheConnectedRoleIfAskedTo() {
        privilegesOnBothSides();
        destination.execute(named("GRANT USAGE ON SCHEMA public TO $app"));
        source.execute("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC");
        TestDatabase bare = TestServer.shared().newDatabase();
        bare.execute(OBJECTS);

        start(plan.withOwnership(OwnershipPolicy.NONE));

        assertThat(privileges(destination)).isEqualTo(privileges(bare));
        assertThat(destination.query("SELECT 1 FROM pg_default_acl")).isEmpty();
        assertThat(destination.value("SELECT nspacl::text FROM pg_namespace WHERE nspname = 'public'"))
                .contains(app + "=U/");
    }

    @Test
    void takesOverWhatIsGrantedBetweenPrepareAndSwap() {
        privilegesOnBothSides();
        engine().prepare(plan, Progress.SILENT);
        destination.execute(named(
                "GRANT DELETE ON goods TO $app; REVOKE INSERT ON goods FROM $app; GRANT SELECT (name) ON goods TO PUBLIC;"
                        + " ALTER TABLE logged OWNER TO $owner; GRANT CREATE ON SCHEMA public TO $app"));
        List<String> before = privileges(destination);

        assertThat(engine().status(Engine.target(plan)).obstacles())
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
        swap(plan);

        assertThat(privileges(destination)).isEqualTo(before);
        assertThat(may(app, "DELETE", "goods")).isTrue();
        assertThat(may(app, "INSERT", "goods")).isFalse();
        assertThat(destination.value("SELECT has_schema_privilege('" + app + "', 'public', 'CREATE')"))
                .isEqualTo("t");
    }

    /** The database belongs to a role that belongs to the objects' owner; one table is a stranger's. */
    private ImmutablePlan withoutSuperuser() {
        destination.execute(named("ALTER DATABASE " + destination.name() + " OWNER TO $admin; GRANT $owner TO $admin;"
                + " ALTER TABLE goods OWNER TO $owner; ALTER FUNCTION f(int) OWNER TO $owner; ALTER TYPE mood OWNER TO $owner;"
                + " ALTER SEQUENCE tickets OWNER TO $owner; GRANT SELECT ON goods TO $app; GRANT UPDATE (price) ON goods TO $app;"
                + " GRANT USAGE ON tickets TO $app; GRANT TRUNCATE ON logged TO $admin; GRANT INSERT ON logged TO $app;"
                + " ALTER TABLE goods REPLICA IDENTITY FULL"));
        source.execute(named("GRANT SELECT ON ALL TABLES IN SCHEMA public TO $admin;"
                + " GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO $admin; GRANT DELETE ON goods TO PUBLIC"));
        return plan.withSource(DatabaseUrl.parse(source.url(admin, "pw"), name -> null))
                .withDestination(DatabaseUrl.parse(destination.url(admin, "pw"), name -> null));
    }

    @Test
    void needsNoSuperuser() {
        ImmutablePlan asked = withoutSuperuser();
        String schema = "SELECT nspacl FROM pg_namespace WHERE nspname = 'public'";
        List<String> before = privileges(destination);
        List<String> mine = before.stream()
                .filter(line -> line.contains(" of " + owner + ":") || line.startsWith("goods."))
                .toList();
        assertThat(mine).hasSizeGreaterThan(5);
        String onSchema = destination.value(schema);

        engine().prepare(asked, Progress.SILENT);
        List<Finding> findings = engine().status(Engine.target(asked)).obstacles();
        swap(asked);

        assertThat(findings).extracting(Finding::severity).containsOnly(Severity.WARNING);
        assertThat(findings)
                .extracting(Finding::what)
                .anyMatch(what -> what.startsWith("owners are not taken over: role "
                        + destination.server().user() + " as the owner of "));
        assertThat(privileges(destination)).containsAll(mine);
        assertThat(may(app, "INSERT", "logged")).isTrue();
        assertThat(may(app, "DELETE", "goods")).isFalse();
        assertThat(destination.value(schema)).isEqualTo(onSchema);
    }

    @Test
    void refusesASwapThatWouldTakeAPrivilegeAway() {
        ImmutablePlan asked = withoutSuperuser();
        destination.execute(named("ALTER TYPE mood OWNER TO $admin"));
        engine().prepare(asked, Progress.SILENT);
        destination.execute(named("GRANT TRUNCATE ON goods TO $admin; REVOKE $owner FROM $admin;"
                + " GRANT INSERT ON goods TO $app; GRANT UPDATE (name) ON goods TO $app"));
        List<String> before = destination.leftovers();
        List<String> privileges = privileges(destination);

        assertThat(engine().status(Engine.target(asked)).obstacles())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .hasSize(1);
        Problem problem = catchThrowableOfType(MigrationException.class, () -> swap(asked))
                .problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        assertThat(problem.message())
                .startsWith("Cannot swap: privileges would be lost: INSERT on table goods for role " + app + ", ")
                .contains(", UPDATE (name) on table goods for role " + app);
        assertThat(problem.outcome().orElseThrow()).contains("stays prepared");
        assertThat(destination.leftovers()).isEqualTo(before);
        assertThat(privileges(destination)).isEqualTo(privileges);
        destination.execute(named("GRANT $owner TO $admin"));
        swap(asked);
        assertThat(may(app, "INSERT", "goods")).isTrue();
    }

    @Test
    void warnsOfASearchPathThatNamesShadow() {
        destination.execute(
                named("ALTER ROLE $app IN DATABASE " + destination.name() + " SET search_path = public, \"shadow\";"
                        + " ALTER ROLE $owner IN DATABASE " + destination.name() + " SET search_path = public, shadows;"
                        + " ALTER ROLE $admin IN DATABASE " + source.name() + " SET search_path = shadow"));

        assertThat(engine().plan(plan).findings())
                .filteredOn(finding -> finding.what().startsWith("search_path"))
                .containsExactly(
                        new Finding(
                                Severity.WARNING,
                                "search_path names schema shadow: role " + app + " in database " + destination.name(),
                                "those sessions find the new schema's tables before the swap, and none after it",
                                "ALTER ROLE or ALTER DATABASE ... SET search_path without it, or name another with --shadow-schema."));
    }
}
